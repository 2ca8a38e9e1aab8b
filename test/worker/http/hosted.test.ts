import { beforeEach, describe, expect, test } from 'vitest';
import { type Convertr, stubConvertr } from './support/convertr.ts';
import { ANSWERS, ask, ORIGIN, PAGE, readProblem, rowsOf, saveForm, submit } from './support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

const html = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8', Origin: ORIGIN };
const policyOf = (response: Response): Record<string, string> =>
  Object.fromEntries(
    (response.headers.get('content-security-policy') ?? '')
      .split('; ')
      .map((line) => [line.split(' ')[0], line.split(' ').slice(1).join(' ')]),
  );
const hiddenValue = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1];

describe('the hosted page', () => {
  test('is a form that works without JavaScript', async () => {
    const form = await saveForm({ title: 'Get the <report>', locale: 'de' });
    const response = await ask(`/f/${form}?utm_medium=email`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
    const page = await response.text();
    expect(page).toContain('<html lang="de" dir="ltr">');
    expect(page).toContain('<h1>Get the &lt;report&gt;</h1>');
    expect(page).toContain(`action="/v1/forms/${form}/leads"`);
    expect(page).toContain('name="form[email]"');
    expect(page).not.toContain('form[submit]');
    expect(hiddenValue(page, 'page')).toBe(`${ORIGIN}/f/${form}?utm_medium=email`);
    expect(hiddenValue(page, 'submission')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('has a title in its language when none is configured', async () => {
    const page = await (await ask(`/f/${await saveForm({ locale: 'fr' })}`)).text();
    expect(page).toContain('<h1>Formulaire</h1>');
    expect(page).toContain('<meta property="og:title" content="Formulaire" />');
  });

  test('may be framed by the form’s pages, and may post to itself and the redirect’s origin', async () => {
    const form = await saveForm({
      origins: [PAGE, 'https://*.shop.example'],
      success: { redirect: 'https://thanks.example.org/done?x=1' },
    });
    const response = await ask(`/f/${form}`);
    const policy = policyOf(response);
    expect(policy).toMatchObject({
      'default-src': "'none'",
      'form-action': "'self' https://thanks.example.org",
      'frame-ancestors': `'self' ${PAGE} https://*.shop.example`,
      'base-uri': "'none'",
      'require-trusted-types-for': "'script'",
    });
    expect(policy['script-src']).toBeUndefined();
    expect(response.headers.get('x-frame-options')).toBeNull();
    expect(response.headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('runs one script when it is embedded, under a nonce that is new each time', async () => {
    const form = await saveForm();
    const [one, two] = [await ask(`/f/${form}?embed`), await ask(`/f/${form}?embed`)];
    expect(policyOf(one)['script-src']).toMatch(/^'nonce-[\w+/]{22}=='$/);
    expect(policyOf(one)['script-src']).not.toBe(policyOf(two)['script-src']);
    expect((await one.text()).match(/<script/g)).toHaveLength(1);
  });

  test('keeps where the visit began when it is shown again with errors', async () => {
    const form = await saveForm({ touch: 'first' });
    const visit = { landing: 'https://landing.example.com/?utm_medium=email', landingReferrer: 'https://example.com/' };
    const page = await (
      await submit(form, { headers: html, answers: { ...ANSWERS, ...visit, 'form[email]': '' } })
    ).text();
    for (const [name, value] of Object.entries(visit)) expect(hiddenValue(page, name)).toBe(value);
  });

  test('names what is missing with each field’s own message', async () => {
    const form = await saveForm({ locale: 'de' });
    const answers = { ...ANSWERS, 'form[email]': '', 'form[firstName]': '' };
    const page = await (await submit(form, { headers: html, answers })).text();
    expect(page).toContain('Geben Sie Ihre E-Mail-Adresse ein.');
    expect(page).toContain('Geben Sie Ihren Vornamen ein.');
    expect(page).toContain('Es gibt 2 Probleme');
    const one = await (await submit(form, { headers: html, answers: { ...ANSWERS, 'form[email]': '' } })).text();
    expect(one).not.toContain('Es gibt');
  });

  test('accepts a list without options as lines, shows them again, and sends one answer per line', async () => {
    const form = await saveForm({ formId: 23 });
    expect(await (await ask(`/f/${form}`)).text()).toMatch(/<textarea[^>]*name="form\[interests\]\[\]"/);
    const answers = { ...ANSWERS, 'form[optin][terms]': '1', 'form[interests][]': 'Sailing\r\n\r\nChess' };
    const again = await submit(form, { headers: html, answers: { ...answers, 'form[email]': '' } });
    expect(await again.text()).toMatch(/Sailing\n+Chess<\/textarea>/);
    await submit(form, { headers: html, answers });
    expect(convertr.leads[0]?.body.getAll('form[interests][]')).toEqual(['Sailing', 'Chess']);
  });

  test('marks each text that is not in its language', async () => {
    const form = await saveForm({
      locale: 'en',
      title: 'Talk to an expert',
      success: { message: { en: 'Thank you.' } },
      fields: [
        { name: 'form[email]', label: { en: 'Work email', de: 'Geschäftliche E-Mail' } },
        { name: 'form[optin][terms]', type: 'consent', text: { en: ['I accept.'] } },
      ],
    });
    const page = await (await ask(`/f/${form}?locale=de`)).text();
    expect(page).toContain('<html lang="de"');
    expect(page).toContain('<h1><bdi lang="en">Talk to an expert</bdi></h1>');
    expect(page).toContain('<bdi lang="en">I accept.</bdi>');
    expect(page).toContain('<bdi>Geschäftliche E-Mail</bdi>');
    const thanks = await (await ask(`/f/${form}/thanks?locale=de`)).text();
    expect(thanks).toContain('<bdi lang="en">Thank you.</bdi>');
  });

  test('reports its height in a frame, even when it shows a notice', async () => {
    const form = await saveForm();
    const embedded = { ...ANSWERS, embed: '1' };
    const faulty = await submit(form, { headers: html, answers: { ...embedded, 'form[email]': '' } });
    const thanks = (await submit(form, { headers: html, answers: embedded })).headers.get('location') ?? '';
    const malformed = await submit(form, { headers: html, answers: { ...embedded, submission: 'x' } });
    for (const response of [faulty, await ask(thanks), malformed, await ask('/f/nope?embed')]) {
      expect(await response.text()).toContain('lead-form-height');
      expect(policyOf(response)['script-src']).toMatch(/^'nonce-/);
    }
  });

  test('is light or dark as the embedding page requests, from the form to the thank-you page', async () => {
    const form = await saveForm();
    const themed = { ...ANSWERS, theme: 'light' };
    const faulty = await submit(form, { headers: html, answers: { ...themed, 'form[email]': '' } });
    const thanks = (await submit(form, { headers: html, answers: themed })).headers.get('location') ?? '';
    for (const response of [await ask(`/f/${form}?embed&theme=light`), faulty, await ask(thanks)]) {
      const page = await response.text();
      expect(page).toMatch(/<html [^>]*class="light">/);
      expect(page).toContain('<meta name="color-scheme" content="light" />');
    }
    expect(hiddenValue(await (await ask(`/f/${form}?theme=dark`)).text(), 'theme')).toBe('dark');
    expect(await (await ask(`/f/${form}?theme="><b>`)).text()).toContain('<html lang="en" dir="ltr">');
  });

  test('hides a conditional field with CSS alone, with any text in its condition', async () => {
    const form = await saveForm({
      fields: [
        { name: 'form[firstName]', type: 'select', options: ['</style><b>"', 'B'] },
        { name: 'form[lastName]', showIf: { field: 'form[firstName]', is: ['</style><b>"', 'B'] } },
        { name: 'form[email]', showIf: { field: 'form[lastName]', is: ['*'] } },
      ],
    });
    const page = await (await ask(`/f/${form}`)).text();
    expect(page).toContain('<div id="when-form-lastName-">');
    expect(page).toContain('[name="form[firstName]"] option[value="B"]:checked)) #when-form-lastName-');
    // A field that depends on a line of text depends on that line's own condition.
    expect(page).toContain('option[value="B"]:checked)) #when-form-email-');
    expect(page.match(/<\/style>/g)).toHaveLength(1);
  });

  test('is a 404 page for a form that does not exist', async () => {
    const response = await ask('/f/nope');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('role="alert"');
  });

  test('is shown while Convertr is down', async () => {
    convertr.broken = { status: 500 };
    const form = await saveForm({ campaignId: 1600, fields: [{ name: 'form[email]' }] });
    expect(await (await ask(`/f/${form}`)).text()).toContain('name="form[email]"');
  });
});

describe('a plain form’s post', () => {
  test('leads to the thanks, in the visitor’s language', async () => {
    const form = await saveForm({ success: { message: { en: 'Thank you.', de: 'Danke & bis bald.' } } });
    const response = await submit(form, { headers: html, answers: { ...ANSWERS, locale: 'de' } });
    expect(response.status).toBe(303);
    const location = response.headers.get('location') ?? '';
    expect(location).toBe(`/f/${form}/thanks?locale=de`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const thanks = await ask(location);
    expect(await thanks.text()).toContain('Danke &amp; bis bald.');
    expect(policyOf(thanks)['frame-ancestors']).toContain(PAGE);
  });

  test('leads to the publisher’s page, also when its address is unusual', async () => {
    const form = await saveForm({ success: { redirect: 'https://landing.example.com/danke-schön?für=ö\n&x=€' } });
    const response = await submit(form, { headers: html });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(
      'https://landing.example.com/danke-sch%C3%B6n?f%C3%BCr=%C3%B6&x=%E2%82%AC',
    );
  });

  test('ignores a redirect that the visitor names', async () => {
    const form = await saveForm();
    const answers = {
      ...ANSWERS,
      redirect: 'https://evil.example',
      'success[redirect]': '//evil.example',
      next: '//evil.example',
      locale: '//evil.example\r\nX-Evil: 1',
    };
    const response = await submit(form, { headers: html, answers });
    expect(response.headers.get('location')).toBe(`/f/${form}/thanks?locale=en`);
  });

  test('gets an id from the Worker when it has none', async () => {
    const form = await saveForm();
    await submit(form, { headers: html });
    expect((await rowsOf(form))[0]?.submission).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('with errors shows the form again: 422, filled in, under a new id, and not cached', async () => {
    const form = await saveForm();
    const submission = crypto.randomUUID();
    const evil = '"><script>alert(1)</script>';
    const answers = { ...ANSWERS, 'form[firstName]': evil, 'form[email]': 'nobody', channel: evil, page: `${PAGE}/x` };
    const response = await submit(form, { headers: html, submission, answers });
    expect(response.status).toBe(422);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const page = await response.text();
    expect(page).toContain('aria-invalid="true"');
    expect(page).toContain('value="nobody"');
    expect(page).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(page).not.toContain('<script');
    expect(hiddenValue(page, 'submission')).not.toBe(submission);
    expect(hiddenValue(page, 'page')).toBe(`${PAGE}/x`);
  });

  test('on a publisher’s page still counts as a visit of that page after errors', async () => {
    const form = await saveForm();
    const headers = { ...html, Origin: PAGE, Referer: `${PAGE}/` };
    const page = await (await submit(form, { headers, answers: { 'form[email]': 'nobody' } })).text();
    expect(hiddenValue(page, 'page')).toBe(`${PAGE}/`);
    expect(hiddenValue(page, 'referrer')).toBeUndefined();
  });

  test('that is sent again with other answers is shown filled in, under an id that works', async () => {
    const form = await saveForm();
    const submission = crypto.randomUUID();
    await submit(form, { headers: html, submission });
    const answers = { ...ANSWERS, 'form[firstName]': 'Zoe' };
    const response = await submit(form, { headers: html, submission, answers });
    expect(response.status).toBe(409);
    const page = await response.text();
    expect(page).toContain('value="Zoe"');
    expect(page).toContain('role="alert"');
    const fresh = hiddenValue(page, 'submission') ?? '';
    expect(fresh).not.toBe(submission);
    expect((await submit(form, { headers: html, submission: fresh, answers })).status).toBe(303);
  });

  test('gets a page with the reason when the form is gone', async () => {
    const response = await submit('gone', { headers: html });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  });

  test.each([
    ['malformed', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'submission=x', 400],
    ['of another type', { 'Content-Type': 'application/json' }, '{}', 415],
    ['too large', { 'Content-Type': 'application/x-www-form-urlencoded' }, `a=${'b'.repeat(70_000)}`, 413],
  ])('gets a problem document when no browser sent it and it is %s', async (_, headers, body, status) => {
    const response = await submit(await saveForm(), { headers: { ...headers, Accept: '*/*' }, body });
    expect(response.status).toBe(status);
    await readProblem(response);
  });

  test.each([
    ['a malformed id', { ...ANSWERS, submission: 'x' }, 400],
    ['another content type', undefined, 415],
  ])('with %s gets a page with the reason', async (_, answers, status) => {
    const form = await saveForm();
    const headers = answers ? html : { ...html, 'Content-Type': 'text/plain' };
    const response = await submit(form, { headers, answers });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(policyOf(response)['frame-ancestors']).toContain(PAGE);
  });

  test('that exceeds the limit keeps what was typed, and its id', async () => {
    const form = await saveForm();
    const submission = crypto.randomUUID();
    const answers = { ...ANSWERS, 'form[email]': 'kept@example.com', ticket: 'forged' };
    const FORM_LIMIT = { limit: async () => ({ success: false }) };
    const response = await submit(form, { headers: html, submission, answers, vars: { FORM_LIMIT } });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('60');
    const page = await response.text();
    expect(page).toContain('value="kept@example.com"');
    expect(hiddenValue(page, 'submission')).toBe(submission);
  });
});
