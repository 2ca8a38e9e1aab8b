import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCampaigns } from '../../demo/convertr/seeds/campaigns.ts';
import { parseFormConfig } from '../../worker/forms/configuration/config.ts';
import { resolveForm } from '../../worker/forms/form.ts';

const directory = join(import.meta.dirname, '../../demo/forms');
const files = readdirSync(directory);

test('are the two that the demo pages show', () => {
  expect(files.sort()).toEqual(['acme-advanced.json', 'acme-report.json']);
});

describe.each(files)('%s', (file) => {
  const parsed = parseFormConfig(JSON.parse(readFileSync(join(directory, file), 'utf8')));

  test('is a configuration without a fault', () => {
    expect(parsed.ok ? [] : parsed.error).toEqual([]);
  });

  test('matches the simulator’s form, field for field', () => {
    if (!parsed.ok) throw new Error('The configuration has errors.');
    const { enterprise, campaignId, formId } = parsed.value;
    const campaign = createCampaigns().find((one) => one.enterprise === enterprise && one.id === campaignId);
    const listed = campaign?.forms.find(({ id }) => id === formId)?.fields.map(({ name }) => name);
    expect(listed).toBeDefined();
    const { drift } = resolveForm({ config: parsed.value, listed: listed ?? [], locale: 'en' });
    expect(drift).toEqual({ missing: [], added: [] });
  });
});
