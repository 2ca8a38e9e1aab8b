/** What a visitor sees after Convertr has refused the answers. */
import type { Context } from 'hono';
import type { RefusedField } from '../../account-api.ts';
import { namesOtherField, toRefusalErrors } from '../../leads/problems.ts';
import type { AppEnv } from '../app-env.ts';
import { renewFacts } from '../form-source.ts';
import { localiseSubmittedForm } from './localised-form.ts';
import { type Submission, SubmitError } from './submission.ts';

/** If Convertr names a field that the form did not have, the visitor sees the current form. */
export async function toRefusal(
  c: Context<AppEnv>,
  submission: Submission,
  refused: readonly RefusedField[],
): Promise<SubmitError> {
  const shown = namesOtherField(refused, submission.localised.resolved) ? await renew(c, submission) : submission;
  const { resolved, locale } = shown.localised;
  return new SubmitError({ name: 'invalid_answers', errors: toRefusalErrors(refused, resolved, locale) }, shown);
}

async function renew(c: Context<AppEnv>, submission: Submission): Promise<Submission> {
  const { envelope, parameters } = submission;
  const form = await renewFacts(c, submission.form);
  return { ...submission, form, localised: localiseSubmittedForm(c, form, envelope.locale, parameters.keys()) };
}
