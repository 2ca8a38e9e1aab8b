/** `npm run pictures:theming`: takes the pictures of docs/widget/theming.md from the built widget. Name one to take it alone. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchChromium } from '../support/chromium.ts';
import { definition, everyField, field, options, simpleFields } from '../widget/support/definitions.ts';

const root = join(import.meta.dirname, '../..');
const { file } = JSON.parse(readFileSync(join(root, 'dist/widget.json'), 'utf8'));
const only = process.argv[2];

const forms = {
  report: definition({ title: 'Get the report', submitLabel: 'Send me the report' }),
  steps: definition({
    title: 'Talk to an expert',
    steps: ['You', 'Your company', 'Your consent'],
    fields: [
      ...simpleFields().slice(0, 3),
      field('mobile', 'phone', { label: 'Mobile', required: false }),
      field('size', 'radio', { label: 'Employees', options: options('1–9', '10–49', '50–249', '250+') }),
      field('company', 'text', { step: 2 }),
      field('terms', 'consent', { step: 3 }),
    ],
  }),
  all: definition({ title: 'Every kind of field', fields: everyField() }),
};

interface Picture {
  form: keyof typeof forms;
  style?: string;
  attributes?: string;
  width: number;
  /** Sends the form as it is, to show what is missing. */
  press?: true;
}

const pictures: Record<string, Picture> = {
  plain: { form: 'report', width: 560 },
  dark: { form: 'report', width: 560, style: 'body { background: #10181d; color: #e9eff2 }' },
  accent: {
    form: 'report',
    width: 560,
    attributes: 'accent="#ffd166"',
    style: 'lead-form { --lead-form-radius: 0; --lead-form-border: 2px solid #222 }',
  },
  parts: {
    form: 'report',
    width: 560,
    style: `body { font-family: Georgia, serif } lead-form { --lead-form-accent: #7b2d43; --lead-form-submit-width: auto }
      lead-form::part(label) { font-variant: small-caps; font-weight: 400 }
      lead-form::part(input) { border-width: 0 0 2px; border-radius: 0; background: none; padding-inline: 0 }
      lead-form::part(submit) { border-radius: 99px }`,
  },
  errors: { form: 'report', width: 560, press: true },
  phone: { form: 'report', width: 390 },
  steps: { form: 'steps', width: 560 },
  fields: { form: 'all', width: 720 },
};

const page = ({ form, style = '', attributes = '' }: Picture) => `<!doctype html><html lang="en"><meta charset="utf-8">
  <style>body { margin: 0; padding: 28px; background: #fff; color: #17202b; font: 16px/1.5 "Liberation Sans", sans-serif }
  ${style}</style><lead-form form="${form}" ${attributes}></lead-form>
  <script src="${file}"></script></html>`;

const server = createServer(({ url = '' }, response) => {
  const picture = pictures[url.slice(1)];
  const [, form = ''] = /^\/v1\/forms\/(\w+)/.exec(url) ?? [];
  const definition = Object.entries(forms).find(([id]) => id === form)?.[1];
  if (picture) response.setHeader('content-type', 'text/html').end(page(picture));
  else if (definition) response.setHeader('content-type', 'application/json').end(JSON.stringify(definition));
  else if (url.startsWith('/widget-'))
    response.setHeader('content-type', 'text/javascript').end(readFileSync(join(root, 'dist', url)));
  else response.writeHead(404).end();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
const browser = await launchChromium();
try {
  for (const [name, picture] of Object.entries(pictures)) if (!only || only === name) await take(name, picture);
} finally {
  await browser.close();
  server.close();
}

async function take(name: string, picture: Picture): Promise<void> {
  const tab: Page = await browser.newPage();
  await tab.setViewport({ width: picture.width, height: 200, deviceScaleFactor: 1.5 });
  await tab.goto(`http://127.0.0.1:${port}/${name}`);
  await tab.waitForSelector('lead-form >>> [part=submit]');
  if (picture.press) await tab.click('lead-form >>> [part=submit]');
  await new Promise((resolve) => setTimeout(resolve, 150));
  await tab.screenshot({ path: join(root, `docs/images/theming/${name}.png`), fullPage: true });
  await tab.close();
}
