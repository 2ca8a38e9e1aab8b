import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

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
let directory: string;

beforeEach(async () => {
  stored = { report: REPORT };
  saves = [];
  directory = mkdtempSync(join(tmpdir(), 'leadwire-forms-'));
  server = createServer(async (request, response) => {
    const id = request.url?.split('/').at(-1) ?? '';
    const answer = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
    if (request.headers.authorization !== 'Bearer right-token') return answer(401, {});
    if (id === 'forms') return answer(200, { forms: Object.keys(stored).map((form) => ({ form })) });
    if (id === 'accounts') return answer(200, { accounts: [{ enterprise: 'acme' }, { enterprise: 'globex' }] });
    if (id === 'doctor')
      return answer(200, { healthy: false, lines: [{ check: 'MFA', ok: false, detail: 'Enter it.' }] });
    if (request.method === 'GET') return stored[id] ? answer(200, stored[id]) : answer(404, { title: 'No such form.' });
    let text = '';
    for await (const chunk of request) text += chunk;
    stored[id] = JSON.parse(text);
    saves.push(id);
    return answer(200, { form: id });
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
  test('writes one file per form, as it is stored', async () => {
    expect((await run('forms.ts', 'pull', directory)).code).toBe(0);
    expect(JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8'))).toEqual(REPORT);
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

  test('saves nothing with --dry-run', async () => {
    write('new-form', REPORT);
    const { output } = await run('forms.ts', 'push', directory, '--dry-run');
    expect(output).toContain('new-form (new)');
    expect(saves).toEqual([]);
  });

  test('saves nothing when one file has a fault, and names the fault', async () => {
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
    expect((await run('forms.ts', 'push')).output).toMatch(/^npm run forms -- pull DIR/);
  });

  test('takes --dry-run before the folder, too', async () => {
    write('new-form', REPORT);
    expect((await run('forms.ts', 'push', '--dry-run', directory)).output).toContain('new-form (new)');
    expect(saves).toEqual([]);
  });
});

describe('the doctor', () => {
  test('says line by line what to do, and fails when there is something', async () => {
    expect(await run('doctor.ts', 'report')).toEqual({ code: 1, output: 'TO DO  MFA: Enter it.\n' });
  });
});
