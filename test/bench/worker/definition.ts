import { parseFormConfig } from '../../../worker/forms/configuration/config.ts';
import { parseFormId } from '../../../worker/forms/configuration/form-id.ts';
import { createDefinition } from '../../../worker/forms/definition.ts';
import { resolveForm } from '../../../worker/forms/form.ts';
import type { Definition } from '../../../worker/protocol/wire.ts';

/** The definition of Convertr's simple form, as the Worker makes it. */
export function readDefinition(): Definition {
  const formId = parseFormId('bench');
  const config = parseFormConfig({
    enterprise: 'acme',
    campaignId: 1234,
    formId: 35,
    origins: ['https://landing.example.com'],
  });
  if (!formId || !config.ok) throw new Error('The bench form is faulty.');
  const listed = ['form[firstName]', 'form[email]', 'form[lastName]', 'form[submit]'];
  const resolved = resolveForm({ config: config.value, listed, locale: 'en' });
  return createDefinition({ formId, config: config.value, resolved, locale: 'en', closed: false, ticket: 'bench' });
}
