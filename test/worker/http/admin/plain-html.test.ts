import { beforeEach, describe, expect, test } from 'vitest';
import { type Convertr, stubConvertr } from '../support/convertr.ts';
import { admin, ask, newAddress, PAGE, rowsOf, saveForm } from '../support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

const write = async (form: string, query = '') =>
  ((await (await admin(`forms/${form}/html${query}`)).json()) as { html: string }).html;

describe('a form as plain HTML', () => {
  test('posts to the Worker, in UTF-8 whatever the page is in, and leaves no trace of one visitor in it', async () => {
    const form = await saveForm();
    const markup = await write(form, '?locale=de&channel=Email');
    expect(markup).toMatch(
      /^<form method="post" action="https:\/\/leads\.example\.com\/v1\/forms\/[^"]+\/leads" accept-charset="utf-8">/,
    );
    expect(markup).toContain(`/v1/forms/${form}/leads`);
    expect(markup).toContain('<input type="hidden" name="locale" value="de" />');
    expect(markup).toContain('<input type="hidden" name="channel" value="Email" />');
    expect(markup).not.toMatch(/name="(ticket|submission|page)"|novalidate|class="away"|<script/);
  });

  test('has a label, autofill and requirements for each field', async () => {
    const form = await saveForm({ fields: [{ name: 'form[email]', label: 'Work email', required: true }] });
    const markup = await write(form);
    expect(markup).toMatch(/<label[^>]* for="form-email-"[^>]*>[\s\S]*Work email/);
    expect(markup).toMatch(/<input[^>]*name="form\[email\]"[^>]*autocomplete="email"[^>]*required/);
  });

  test('cannot contain markup', async () => {
    const form = await saveForm({ submitLabel: '</form><script>alert(1)</script>' });
    expect(await write(form, '?channel="><script>')).not.toContain('<script>');
  });

  test('is accepted as it is posted, without a script', async () => {
    const form = await saveForm();
    const markup = await write(form);
    const hidden = [...markup.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    );
    const names = { 'form[firstName]': 'Zoë', 'form[lastName]': 'Byron', 'form[email]': 'zoe@example.com' };
    for (const name of Object.keys(names)) expect(markup).toContain(`name="${name}"`);
    const response = await ask(new URL(/action="([^"]+)"/.exec(markup)?.[1] ?? '').pathname, {
      method: 'POST',
      headers: {
        Accept: 'text/html',
        Origin: PAGE,
        Referer: `${PAGE}/offer?utm_medium=email`,
        'CF-Connecting-IP': newAddress(),
      },
      body: new URLSearchParams([...hidden, ...Object.entries(names)]),
    });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toContain(`/f/${form}/thanks`);
    expect(await rowsOf(form)).toMatchObject([{ status: 'delivered' }]);
    expect(convertr.leads).toHaveLength(1);
  });
});
