import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listRepairs } from '../../../worker/settings/repairs.ts';

const root = join(import.meta.dirname, '../../..');
const REPORT = {
  enterprise: 'acme',
  campaignId: 1234,
  formId: 35,
  origins: ['https://www.example.com'],
  title: 'Report',
};

let server: Server;
let stored: Record<string, unknown>;
let saves: string[];
/** Answers everything while it is set. */
let unready: unknown;
/** Runs before a save is looked at. */
let overtake: () => void;
/** Of each save. */
let conditions: string[];
const toTag = (document: unknown) => `"${createHash('sha256').update(JSON.stringify(document)).digest('hex')}"`;
let directory: string;

beforeEach(async () => {
  stored = { report: REPORT };
  saves = [];
  conditions = [];
  overtake = () => undefined;
  unready = undefined;
  directory = mkdtempSync(join(tmpdir(), 'leadwire-forms-'));
  server = createServer(async (request, response) => {
    const id = request.url?.split('/').at(-1) ?? '';
    const answer = (status: number, body: unknown, etag = '') =>
      response.writeHead(status, etag ? { etag } : {}).end(JSON.stringify(body));
    if (unready) return answer(503, unready);
    if (request.headers.authorization !== 'Bearer right-token') return answer(401, {});
    if (id === 'forms') return answer(200, { forms: Object.keys(stored).map((form) => ({ form })) });
    if (id === 'accounts') return answer(200, { accounts: [{ enterprise: 'acme' }, { enterprise: 'globex' }] });
    if (id === 'doctor')
      return answer(200, { healthy: false, lines: [{ check: 'MFA', ok: false, detail: 'Enter it.' }] });
    if (request.method === 'PUT') overtake();
    const current = stored[id] ? toTag(stored[id]) : undefined;
    if (request.method === 'GET')
      return current ? answer(200, stored[id], current) : answer(404, { title: 'No such form.' });
    const { 'if-match': expected, 'if-none-match': none } = request.headers;
    // A push without a condition would be taken, and found by the test that counts the saves.
    if ((expected && expected !== current) || (none && current)) {
      const changes = [{ what: 'title', before: 'Report', after: 'Faster' }];
      return answer(412, { detail: 'Somebody else was faster.', changes });
    }
    conditions.push(expected ?? `none: ${none}`);
    let text = '';
    for await (const chunk of request) text += chunk;
    stored[id] = JSON.parse(text);
    saves.push(id);
    const { closedForm } = stored[id] as { closedForm?: string };
    const message = `There is no form “${closedForm}”.`;
    const warnings = closedForm && !stored[closedForm] ? [{ path: 'closedForm', message }] : [];
    return answer(200, { form: id, warnings }, toTag(stored[id]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.close();
  rmSync(directory, { recursive: true, force: true });
});

function run(script: string, ...args: string[]): Promise<{ code: number; output: string }> {
  const { port } = server.address() as AddressInfo;
  const env = { ...process.env, LEADWIRE_URL: `http://127.0.0.1:${port}`, ADMIN_TOKEN: 'right-token' };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'worker/cli', script), ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });
}

const write = (name: string, document: unknown) =>
  writeFileSync(join(directory, `${name}.json`), typeof document === 'string' ? document : JSON.stringify(document));

describe('forms pull', () => {
  test('writes one file per form, as it is stored, with the schema by which editors complete it', async () => {
    expect((await run('forms.ts', 'pull', directory)).code).toBe(0);
    const { $schema, ...document } = JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8'));
    expect(document).toEqual(REPORT);
    expect(join(directory, $schema)).toBe(join(root, 'docs/form.schema.json'));
  });
});

describe('forms push', () => {
  test('shows what changes, and saves only that', async () => {
    stored.other = REPORT;
    write('other', REPORT);
    write('report', { ...REPORT, title: 'The report' });
    const { code, output } = await run('forms.ts', 'push', directory);
    expect(output).toContain('- title: Report');
    expect(output).toContain('+ title: The report');
    expect([code, saves]).toEqual([0, ['report']]);
  });

  test('names the version that each file replaces, and creates new forms only', async () => {
    const before = toTag(REPORT);
    write('report', { ...REPORT, title: 'The report' });
    write('zebra', REPORT);
    expect((await run('forms.ts', 'push', directory)).code).toBe(0);
    expect(conditions).toEqual([before, 'none: *']);
  });

  test('saves a form before the one whose place it takes, and passes on what the Worker warns of', async () => {
    write('a', { ...REPORT, closedForm: 'b' });
    write('b', { ...REPORT, closedForm: 'nowhere' });
    const { code, output } = await run('forms.ts', 'push', directory);
    expect([code, saves]).toEqual([0, ['b', 'a']]);
    expect(output).toMatch(/b: saved, but\n {2}closedForm: There is no form “nowhere”\./);
    expect(output).not.toMatch(/^a: saved/m);
  });

  test('saves nothing when a form would take its own place', async () => {
    write('report', { ...REPORT, closedForm: 'report' });
    const { code, output } = await run('forms.ts', 'push', directory);
    expect(output).toContain('closedForm: A form cannot take its own place');
    expect([code, saves]).toEqual([1, []]);
  });

  describe('after a pull', () => {
    beforeEach(async () => {
      await run('forms.ts', 'pull', directory);
    });

    test('succeeds twice in a row', async () => {
      for (const title of ['Two', 'Three']) {
        write('report', { ...REPORT, title });
        expect((await run('forms.ts', 'push', directory)).code).toBe(0);
      }
      expect(stored.report).toMatchObject({ title: 'Three' });
    });

    test('saves nothing when somebody else has changed a form since, and shows what would be undone', async () => {
      stored.report = { ...REPORT, submitLabel: 'Theirs' };
      write('a-new-one', REPORT);
      write('report', { ...REPORT, title: 'Mine' });
      const { code, output } = await run('forms.ts', 'push', directory);
      expect(output).toMatch(/report\.json: Somebody else has changed this form since the last pull/);
      expect(output).toContain('- submitLabel: Theirs');
      expect([code, saves]).toEqual([1, []]);
    });

    test('also not when they have deleted it', async () => {
      delete stored.report;
      write('report', { ...REPORT, title: 'Mine' });
      const { code, output } = await run('forms.ts', 'push', directory);
      expect(output).toContain('has deleted this form');
      expect([code, saves]).toEqual([1, []]);
    });

    test('overwrites with --overwrite', async () => {
      stored.report = { ...REPORT, submitLabel: 'Theirs' };
      write('report', { ...REPORT, title: 'Mine' });
      expect((await run('forms.ts', 'push', directory, '--overwrite')).code).toBe(0);
      expect(stored.report).toEqual({ ...REPORT, title: 'Mine' });
      expect(conditions).toEqual([toTag({ ...REPORT, submitLabel: 'Theirs' })]);
    });

    test('needs no option when both changes are the same', async () => {
      stored.report = { ...REPORT, title: 'Same' };
      write('report', stored.report);
      expect(await run('forms.ts', 'push', directory)).toMatchObject({ code: 0 });
      write('report', { ...REPORT, title: 'Next' });
      expect(await run('forms.ts', 'push', directory)).toMatchObject({ code: 0 });
    });
  });

  test('shows what has changed when somebody else saves during the push', async () => {
    write('report', { ...REPORT, title: 'Mine' });
    overtake = () => {
      stored.report = { ...REPORT, title: 'Faster' };
    };
    const { code, output } = await run('forms.ts', 'push', directory);
    expect(output).toContain(
      'report: Somebody else was faster.\n  - title: Report\n  + title: Faster\n0 of 1 forms saved.',
    );
    expect([code, saves]).toEqual([1, []]);
  });

  test('overlooks the schema that a file names', async () => {
    write('report', { $schema: '../docs/form.schema.json', ...REPORT });
    write('other', { $schema: '../docs/form.schema.json', ...REPORT });
    expect((await run('forms.ts', 'push', directory)).code).toBe(0);
    expect(stored.other).toEqual(REPORT);
    expect(saves).toEqual(['other']);
  });

  test('saves nothing with --dry-run', async () => {
    write('new-form', REPORT);
    const { output } = await run('forms.ts', 'push', directory, '--dry-run');
    expect(output).toContain('new-form (new)');
    expect(saves).toEqual([]);
  });

  test('saves nothing when one file has an error, and names the error', async () => {
    write('good', REPORT);
    write('wrong', { ...REPORT, origins: ['https://www.example.com/path'], colour: 'red' });
    write('broken', '{');
    const { code, output } = await run('forms.ts', 'push', directory);
    expect(output).toMatch(/wrong\.json:[\s\S]*origins\[0\]: [\s\S]*colour: /);
    expect(output).toContain('broken.json: this is not valid JSON.');
    expect([code, saves]).toEqual([1, []]);
  });

  test.each([
    [
      'an account that the Worker has not',
      'zebra',
      { ...REPORT, enterprise: 'umbrella' },
      /zebra\.json:\n {2}enterprise: /,
    ],
    ['a form that would change its account', 'report', { ...REPORT, enterprise: 'globex' }, /belongs to "acme"/],
    ['a name that is no form id', 'Zebra Form', REPORT, /Zebra Form\.json: the file name must be a form id/],
  ])('saves nothing at all with %s among the files', async (_, name, document, said) => {
    write('a-good-one', REPORT);
    write(name, document);
    const { code, output } = await run('forms.ts', 'push', directory);
    expect(output).toMatch(said);
    expect([code, saves]).toEqual([1, []]);
  });

  test('says in one line which argument is missing', async () => {
    expect(await run('forms.ts', 'push', join(directory, 'nowhere'))).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^There is no folder .*nowhere\.\n$/),
    });
    expect(await run('forms.ts', 'push', directory)).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^There are no \.json files in /),
    });
    for (const words of [['push'], ['push', directory, 'more'], ['push', directory, '--dry'], ['shove', directory]])
      expect(await run('forms.ts', ...words)).toMatchObject({
        code: 1,
        output: expect.stringMatching(/^npm run forms -- pull DIR/),
      });
  });

  test('accepts --dry-run before the folder, too', async () => {
    write('new-form', REPORT);
    expect((await run('forms.ts', 'push', '--dry-run', directory)).output).toContain('new-form (new)');
    expect(saves).toEqual([]);
  });
});

describe('a Worker that is not set up', () => {
  const faults = listRepairs({}, 'deployed');

  test.each([
    ['forms.ts', 'push'],
    ['forms.ts', 'pull'],
    ['doctor.ts', 'report'],
  ])('has %s %s list what is missing, with the command for each', async (script, command) => {
    unready = { type: 'urn:leadwire:problem:misconfigured', title: 'The Worker is not set up.', status: 503, faults };
    write('report', REPORT);
    const { code, output } = await run(script, command, ...(script === 'forms.ts' ? [directory] : []));
    expect(code).toBe(1);
    expect(faults.length).toBeGreaterThan(2);
    for (const { message, repairs } of faults) {
      expect(output).toContain(message);
      for (const { set } of repairs) expect(output).toContain(set);
    }
  });
});

describe('the doctor', () => {
  test('says line by line what to do, and fails when there is something', async () => {
    expect(await run('doctor.ts', 'report')).toEqual({ code: 1, output: 'TO DO  MFA: Enter it.\n' });
  });

  test.each([[[]], [['--form', 'report']], [['report', 'other']], [['Report']]])(
    'asks which form, after %j',
    async (words) => {
      expect(await run('doctor.ts', ...words)).toEqual({
        code: 1,
        output: 'Name a form: npm run doctor -- acme-report\n',
      });
    },
  );
});
