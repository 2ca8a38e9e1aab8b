import type { MachineRow } from '../../../../worker/account/delivery/transition.ts';

/** A row of a lead that is being sent for the first time. */
export const createRow = <T extends Partial<MachineRow>>(change: T) => ({
  status: 'sending' as MachineRow['status'],
  reason: null as string | null,
  verdict: null as MachineRow['verdict'],
  attempts: 1,
  backoffs: 0,
  unknowns: 0,
  polls: 0,
  on_unknown: 'resend' as MachineRow['on_unknown'],
  flags: '[]',
  possible_duplicate: 0,
  link_id: 25 as number | null,
  replied: null as MachineRow['replied'],
  delivered: null as number | null,
  ...change,
});
