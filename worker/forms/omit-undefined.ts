type OptionalKeys<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** `{a: string; b: string | undefined}` as `{a: string; b?: string}`. */
export type OmitUndefined<T> = Omit<T, OptionalKeys<T>> & { [K in OptionalKeys<T>]?: Exclude<T[K], undefined> };

/** Leaves out undefined values, as exact optional properties of stored and sent objects require. */
export const omitUndefined = <T extends object>(object: T): OmitUndefined<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as OmitUndefined<T>;
