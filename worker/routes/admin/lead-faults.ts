import type { LeadDetail } from '../../account-api.ts';
import { type LeadFault, readFaults } from '../../convertr/reason-name.ts';

/** What Convertr complained about, without its words: those may quote an answer. */
export const toFaults = ({ reasons, verdict, answers }: LeadDetail): LeadFault[] =>
  readFaults(reasons, verdict, answers).map(({ name, code = 'A reason that is shown with the answers only' }) => ({
    name,
    code,
  }));
