import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { toLanguages } from '../../../forms/definition.ts';
import { getMessages, localise } from '../../../forms/language/messages.ts';
import type { AppEnv } from '../../app-env.ts';
import { withFacts } from '../../form-source.ts';
import { toConditionRules } from '../../html/conditions.ts';
import { toId } from '../../html/field-attributes.ts';
import { renderForm } from '../../html/form-markup.ts';
import { localiseForm } from '../../public/localised-form.ts';
import { withStoredForm } from './with-stored-form.ts';

/** Hidden inputs must be hidden on a page without our style sheet, too. */
const AWAY = 'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)';

/**
 * `GET /v1/admin/forms/{id}/html`: the form as markup for the publisher's own page. It has no ticket and no submission
 * id, which would be the same for all visitors. The Worker creates the id.
 */
export const adminPlainHtml = new Hono<AppEnv>().get('/:formId/html', withStoredForm, async (c) => {
  const { id, config } = c.get('storedForm');
  const { resolved, locale, country } = localiseForm(c, await withFacts(c, c.get('storedForm')), c.req.query('locale'));
  const rules = toConditionRules(resolved.fields, toId);
  const form = await html`${rules ? html`<style>${raw(rules)}</style>` : ''}
${renderForm({
  action: `${new URL(c.req.url).origin}/v1/forms/${id}/leads`,
  isChecked: true,
  envelope: { locale, channel: c.req.query('channel') ?? '' },
  resolved,
  submitLabel: localise(config.submitLabel, locale) ?? getMessages(locale).submit,
  langs: toLanguages(config, locale),
  context: { parameters: new Map(), errors: {}, locale, country },
})}`;
  return c.json({ html: tidy(String(form)) });
});

/** One element per line, as a person would write it. */
const tidy = (markup: string): string =>
  markup
    .replace('class="away"', `style="${AWAY}"`)
    .replace(/\s+>/g, '>')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .replace(/\n(?=[^<])/g, ' ')
    .trim();
