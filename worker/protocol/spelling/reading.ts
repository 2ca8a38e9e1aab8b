/** How a typed text is read: the value that was meant, or what is wrong with it. */
export type Reading<T> = { ok: true; value: T } | { ok: false; error: Fault };

/** Each code is the key of a message. */
export type FaultCode =
  | 'email'
  | 'email_character'
  | 'email_space'
  | 'email_several'
  | 'phone'
  | 'phone_country'
  | 'phone_short'
  | 'phone_long'
  | 'phone_several'
  | 'phone_extension'
  | 'phone_ambiguous'
  | 'number'
  | 'date'
  | 'date_incomplete'
  | 'date_unreal'
  | 'dob'
  | 'dob_incomplete'
  | 'dob_unreal'
  | 'dob_future'
  | 'dob_old'
  | 'year_digits';

export interface Fault {
  code: FaultCode;
  /** Values of the message's placeholders. */
  values?: Record<string, string>;
  /** Of a date: the part to correct. */
  part?: 'day' | 'month' | 'year';
}

export const read = <T>(value: T): Reading<T> => ({ ok: true, value });
export const fault = (code: FaultCode, values?: Record<string, string>): { ok: false; error: Fault } => ({
  ok: false,
  error: values ? { code, values } : { code },
});
