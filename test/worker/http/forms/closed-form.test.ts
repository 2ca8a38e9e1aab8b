import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Definition } from '../../../../worker/protocol/wire.ts';
import { type Convertr, stubConvertr } from '../support/convertr.ts';
import {
  ANSWERS,
  admin,
  ask,
  changeForm,
  newAddress,
  ORIGIN,
  PAGE,
  readProblem,
  rowsOf,
  saveForm,
  submit,
} from '../support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

const MESSAGE = 'This offer has ended.';
let campaigns = 61_000;
const newCampaign = () => {
  campaigns += 1;
  return campaigns;
};

/** A form whose campaign Convertr has closed. */
async function saveEnded(config: Record<string, unknown> = {}): Promise<string> {
  const form = await saveForm({ campaignId: newCampaign(), closedMessage: MESSAGE, ...config });
  await end(form);
  return form;
}

async function end(form: string): Promise<void> {
  convertr.lead = { status: 403, body: { message: 'Campaign is fulfilled' } };
  await ask(`/v1/forms/${form}`);
  expect((await submit(form)).status).toBe(202);
  await vi.waitFor(async () => expect((await submit(form)).status).toBe(410));
  delete convertr.lead;
}

const define = async (form: string, origin = PAGE) =>
  (await (await ask(`/v1/forms/${form}`, { headers: { Origin: origin } })).json()) as Definition;

/** By entry point: the id of the form that is shown, or the message. */
const WAYS: [way: string, see: (form: string) => Promise<string>][] = [
  ['the definition', async (form) => seen(await define(form))],
  [
    'the script with the definition inside',
    async (form) => {
      const script = await (await ask(`/widget.js?form=${form}`, { headers: { Referer: `${PAGE}/` } })).text();
      const [, asked, json = ''] = /\["\S+ ([^"]+)"\]=(\{.*\});/.exec(script) ?? [];
      expect(asked).toBe(form);
      return seen(JSON.parse(json));
    },
  ],
  ['the hosted page', (form) => seenOnPage(`/f/${form}`)],
  ['the hosted page in a frame', (form) => seenOnPage(`/f/${form}?embed`)],
];

const seen = ({ form, closed, closedMessage }: Definition): string => (closed ? closedMessage : form);

async function seenOnPage(path: string): Promise<string> {
  const page = await (await ask(path)).text();
  return /action="\/v1\/forms\/([^"]+)\/leads"/.exec(page)?.[1] ?? /<h1>([^<]*)<\/h1>/.exec(page)?.[1] ?? page;
}

describe.each(WAYS)('%s', (way, see) => {
  test('is the form itself while its campaign is open', async () => {
    const form = await saveForm({ closedForm: await saveForm() });
    expect(await see(form)).toBe(form);
  });

  test('is the other form once the campaign has ended', async () => {
    const next = await saveForm();
    expect(await see(await saveEnded({ closedForm: next }))).toBe(next);
  });

  test.each([
    ['does not exist', async () => 'nowhere'],
    ['has ended itself, whatever takes its place', async () => saveEnded({ closedForm: await saveForm() })],
    ['does not allow the page', () => saveForm({ origins: ['https://elsewhere.example.com'] })],
    [
      'has fields that nobody knows yet',
      async () => {
        const form = await saveForm({ campaignId: newCampaign() });
        convertr.broken = { status: 503 };
        return form;
      },
    ],
    [
      'was deleted',
      async () => {
        const form = await saveForm();
        await admin(`forms/${form}`, { method: 'DELETE' });
        return form;
      },
    ],
  ])('is the message when the other form %s', async (what, saveNext) => {
    const form = await saveEnded();
    const closedForm = await saveNext();
    const campaignId = await campaignOf(form);
    expect(await changeForm(form, { closedMessage: MESSAGE, closedForm, campaignId })).toBe(200);
    // The Worker's own pages may always send.
    const isSendable = what === 'does not allow the page' && way === 'the hosted page';
    expect(await see(form)).toBe(isSendable ? closedForm : MESSAGE);
  });
});

const campaignOf = async (form: string) =>
  ((await (await admin(`forms/${form}`)).json()) as { campaignId: number }).campaignId;

describe('the other form', () => {
  test('may belong to another account, and its lead is counted as its own', async () => {
    const next = await saveForm({ enterprise: 'globex', campaignId: newCampaign(), title: 'Next' });
    const form = await saveEnded({ closedForm: next });
    const { ticket, title } = await define(form);
    expect(title).toBe('Next');
    const submission = crypto.randomUUID();
    // With another form's ticket, the mailbox of a role would make it suspicious.
    const answers = { ...ANSWERS, 'form[email]': 'info@example.com', ticket };
    expect((await submit(next, { submission, answers })).status).toBe(201);
    const lead = await (await admin(`leads/globex/${submission}`)).json();
    expect(lead).toMatchObject({ form: next, status: 'delivered' });
  });

  test('is new to a page that knows the ended one by its ETag', async () => {
    const next = await saveForm();
    const form = await saveForm({ campaignId: newCampaign(), closedForm: next });
    const etagOf = async (headers = {}) => {
      const response = await ask(`/v1/forms/${form}`, { headers: { Origin: PAGE, ...headers } });
      return { status: response.status, etag: response.headers.get('etag') ?? '' };
    };
    const before = await etagOf();
    await end(form);
    expect(await etagOf({ 'If-None-Match': before.etag })).toMatchObject({ status: 200 });
    const after = await etagOf();
    expect(await etagOf({ 'If-None-Match': after.etag })).toMatchObject({ status: 304 });
  });

  test('is in a frame only where every page that may frame the ended form may frame it too', async () => {
    const origins = [PAGE, 'https://*.shop.example'];
    const form = await saveEnded({ origins, closedForm: await saveForm() });
    expect(await seenOnPage(`/f/${form}?embed`)).toBe(MESSAGE);
    const next = await saveForm({ origins });
    const other = await saveEnded({ origins, closedForm: next });
    expect(await seenOnPage(`/f/${other}?embed`)).toBe(next);
  });
});

describe('a lead for the ended form', () => {
  test('is 410 with the message, and names the other form to pages that may use it', async () => {
    const next = await saveForm();
    const form = await saveEnded({ origins: [PAGE, 'https://old.example.com'], closedForm: next });
    expect(await readProblem(await submit(form))).toMatchObject({ status: 410, detail: MESSAGE, closedForm: next });
    const elsewhere = await submit(form, { headers: { Origin: 'https://old.example.com' } });
    const problem = await readProblem(elsewhere);
    expect(problem).toMatchObject({ status: 410, detail: MESSAGE });
    expect(problem).not.toHaveProperty('closedForm');
    expect(await rowsOf(form)).toHaveLength(1);
    expect(await rowsOf(next)).toEqual([]);
  });

  test.each([
    ['from a page that may use it', ORIGIN, 410, MESSAGE],
    ['from a page that may not', 'https://old.example.com', 403, ''],
    ['from a sandbox', 'null', 403, ''],
  ])(
    'gets the other form, filled in but not agreed to, where no script runs, %s',
    async (_what, origin, status, said) => {
      const consent = { name: 'form[optin][terms]', type: 'consent', label: 'I accept the new terms', required: true };
      const next = await saveForm({ title: 'The next report', fields: [consent] });
      const form = await saveEnded({ closedForm: next });
      const { html } = (await (await admin(`forms/${form}/html`)).json()) as { html: string };
      expect(html).toContain(`/v1/forms/${form}/leads`);
      const response = await ask(`/v1/forms/${form}/leads`, {
        method: 'POST',
        headers: {
          Accept: 'text/html',
          'Content-Type': 'application/x-www-form-urlencoded',
          Origin: origin,
          'CF-Connecting-IP': newAddress(),
        },
        body: new URLSearchParams({ ...ANSWERS, 'form[optin][terms]': '1' }),
      });
      expect(response.status).toBe(status);
      const page = await response.text();
      expect(page).toContain(said);
      expect(page).toContain('<h1>The next report</h1>');
      expect(page).toContain(`action="/v1/forms/${next}/leads"`);
      expect(page).toContain(`value="${ANSWERS['form[email]']}"`);
      expect(page).toMatch(/type="checkbox"/);
      expect(page).not.toMatch(/type="checkbox"[^>]* checked/);
    },
  );
});

describe('saving a form with another in its place', () => {
  const save = (form: string, config: Record<string, unknown>) =>
    admin(`forms/${form}`, {
      method: 'PUT',
      json: { enterprise: 'acme', campaignId: 1234, formId: 35, origins: [PAGE], ...config },
    });

  test.each([
    ['itself', 'mine', 'A form cannot take its own place: name another.'],
    ['no id', 'Not An Id', 'Use the id of a form.'],
    ['a number', 7, 'Use the id of a form.'],
  ])('is refused for %s', async (_what, closedForm, message) => {
    const form = await saveForm();
    const refused = await save(form, { closedForm: closedForm === 'mine' ? form : closedForm });
    expect(refused.status).toBe(422);
    expect(await readProblem(refused)).toMatchObject({ faults: [{ path: 'closedForm', message }] });
  });

  test.each([
    ['nothing, when it can be shown', {}, () => saveForm(), []],
    ['one that does not exist yet', {}, async () => 'later', ['There is no form “later”.']],
    [
      'pages that it does not allow',
      { origins: [PAGE, 'https://*.shop.example'] },
      () => saveForm(),
      [expect.stringMatching(/^The form “.+” does not allow https:\/\/\*\.shop\.example\.$/)],
    ],
    ['one whose campaign has ended', {}, () => saveEnded(), [expect.stringMatching(/has ended, too\.$/)]],
  ])('warns of %s, in the preview and the check-up too', async (_what, config, saveNext, obstacles) => {
    const closedForm = await saveNext();
    const form = await saveForm();
    const whole = { enterprise: 'acme', campaignId: 1234, formId: 35, origins: [PAGE], ...config, closedForm };
    const answers = [
      await save(form, { ...config, closedForm }),
      await admin('preview', { method: 'POST', json: whole }),
    ];
    for (const answer of answers) {
      const { warnings } = (await answer.json()) as { warnings: { path: string; message: string }[] };
      const said = warnings.map(({ path, message }) => [
        path,
        message.replace(' Visitors see the message instead.', ''),
      ]);
      expect(said).toEqual(obstacles.map((obstacle) => ['closedForm', obstacle]));
    }
    const { lines } = (await (await admin(`forms/${form}/doctor`)).json()) as {
      lines: { check: string; ok: boolean; detail: string }[];
    };
    const [line] = lines.filter(({ check }) => check === 'Form in its place');
    expect(line?.ok).toBe(obstacles.length === 0);
  });

  test('shows in the list of forms, so that nobody deletes the other one unawares', async () => {
    const next = await saveForm();
    const form = await saveForm({ closedForm: next });
    const { forms } = (await (await admin('forms')).json()) as { forms: { form: string; closedForm?: string }[] };
    expect(forms.find((each) => each.form === form)?.closedForm).toBe(next);
  });
});

describe('the message', () => {
  const LINKED = ['See our ', { text: 'other <offers>', href: 'https://www.example.com/offers?a=1&b=2' }, '.'];
  const WORDS = 'See our other <offers>.';
  const AS_HTML =
    'See our <a href="https://www.example.com/offers?a=1&amp;b=2" target="_blank" rel="noopener">other &lt;offers&gt;</a>.';

  test.each([
    ['a text', 'Over.', 'Over.', undefined],
    ['texts by language', { en: 'Over.', de: 'Vorbei.' }, 'Vorbei.', undefined],
    ['a list without links', ['Over', '.'], 'Over.', undefined],
    ['a list with links', LINKED, WORDS, LINKED],
    ['lists by language', { en: ['Over.'], de: LINKED }, WORDS, LINKED],
    ['both, by language', { en: 'Over.', de: LINKED }, WORDS, LINKED],
    ['both the other way', { en: LINKED, de: 'Vorbei.' }, 'Vorbei.', undefined],
  ])('may be %s, in the definition, on the hosted page and in the problem', async (_what, given, words, text) => {
    const form = await saveEnded({ closedMessage: given, locale: 'de' });
    const definition = await define(form);
    expect(definition).toMatchObject({ closed: true, closedMessage: words });
    expect(definition.closedText).toEqual(text);
    expect(definition.features?.includes('choices') ?? false).toBe(text !== undefined);
    expect('opens_new' in definition.messages).toBe(text !== undefined);
    const notice = /<h1>(.*?)<\/h1>/s;
    expect(notice.exec(await (await ask(`/f/${form}`)).text())?.[1]).toContain(text ? AS_HTML : words);
    expect(await readProblem(await submit(form))).toMatchObject({ detail: words });
    const posted = await submit(form, { headers: { Accept: 'text/html' } });
    expect(notice.exec(await posted.text())?.[1]).toContain(text ? AS_HTML : words);
  });

  test.each([
    ['a script for a link', ['See ', { text: 'this', href: 'javascript:alert(1)' }]],
    ['a link without words', [{ text: '', href: 'https://www.example.com' }]],
    ['markup for words', { html: '<b>Over</b>' }],
    ['a number', 7],
  ])('is refused with %s', async (_what, closedMessage) => {
    const json = { enterprise: 'acme', campaignId: 1234, formId: 35, origins: [], closedMessage };
    const refused = await admin('forms/refused-message', { method: 'PUT', json });
    expect(refused.status).toBe(422);
    const { faults } = (await readProblem(refused)) as unknown as { faults: { path: string }[] };
    expect(faults[0]?.path).toMatch(/^closedMessage/);
  });
});
