/** Dates are separate from other kinds, because parsing what people write takes as much code as all of those. */
import type { FeatureFactory } from '../../feature.ts';
import { createBirthDate, createDate } from './dates.ts';

const css = `
  fieldset { margin: 0; padding: 0; border: 0 }
  legend { padding: 0 }
  .dob { display: flex; gap: .6em }
  .dob div { flex: 1; max-width: 6em }
  .dob label { margin: 0 }
`;

const dates: FeatureFactory = (_host, core) => ({
  css,
  kinds: { date: createDate(core), dob: createBirthDate(core) },
});
export default dates;
