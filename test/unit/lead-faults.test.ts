import { expect, test } from 'vitest';
import type { LeadDetail } from '../../worker/account-api.ts';
import { toFaults } from '../../worker/routes/admin/lead-faults.ts';

const faultsOf = (lead: Partial<LeadDetail>) =>
  toFaults({ reasons: [], verdict: null, answers: null, ...lead } as LeadDetail);

test.each([
  ['form[email]: This value is not a valid email address.', { name: 'form[email]', code: 'email' }],
  ['form[title]: The value you selected is not a valid choice.', { name: 'form[title]', code: 'choice' }],
  ['form[a][b]: ada@example.com is on a list.', { name: 'form[a][b]', code: 'refused' }],
  ['Something about ada@example.com', { name: 'form', code: 'refused' }],
])('a refusal is named by its field and a code: %s', (reason, fault) => {
  expect(faultsOf({ reasons: [reason] })).toEqual([fault]);
});

test.each([
  ['Email Blacklist', 'Email Blacklist'],
  ['ada@example.com is blocked', 'A reason that is shown with the answers only'],
  ['Phone 447700900123', 'A reason that is shown with the answers only'],
  ['Byron is a known name', 'A reason that is shown with the answers only'],
])('a verdict’s reason is shown only when it quotes nothing: %s', (reason, code) => {
  const answers = { 'form[lastName]': 'Byron' };
  expect(faultsOf({ reasons: [reason], verdict: 'invalid', answers })).toEqual([{ name: null, code }]);
});
