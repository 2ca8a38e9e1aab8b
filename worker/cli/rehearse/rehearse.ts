/** `npm run rehearse -- URL`: checks what only a deployment can show, as far as a script can. */
import { parseArgs } from 'node:util';
import { parseFormId } from '../../forms/configuration/form-id.ts';
import { quit } from '../admin.ts';
import { checkAdmin, checkForm, checkHealth, checkWidget, type Line } from './reads.ts';
import { sendLeads } from './sends.ts';

const HELP = `npm run rehearse -- https://leads.example.com [options]

  --form ID      also asks for this form and for its account's object
  --send COUNT   also sends so many sample leads through it. They are real leads: Convertr gets them
  --every MS     between two of them; 2500, which is within the limit for one address
`;
const SEND_MAX = 500;

const options = {
  form: { type: 'string' },
  send: { type: 'string', default: '0' },
  every: { type: 'string', default: '2500' },
} as const;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    return { ...values, url: positionals[0] ?? '' };
  } catch (error) {
    return quit(`${(error as Error).message}\n\n${HELP}`);
  }
}

const given = readArguments();
const origin = URL.parse(given.url);
if (!origin || !/^https?:$/.test(origin.protocol)) quit(HELP);
const form = given.form === undefined ? undefined : parseFormId(given.form);
if (given.form !== undefined && !form) quit(`${given.form} is not the id of a form.`);
const [count, everyMs] = [Number(given.send), Number(given.every)];
if (!Number.isInteger(count) || count < 0 || count > SEND_MAX) quit(`--send is a number up to ${SEND_MAX}.`);
if (!Number.isInteger(everyMs) || everyMs < 0) quit('--every is a number of milliseconds.');
if (count > 0 && !form) quit('--send needs --form, so that it knows which form to send through.');

const steps: (() => Promise<Line[]>)[] = [
  () => checkHealth(origin),
  () => checkWidget(origin),
  () => checkAdmin(origin),
  ...(form ? [() => checkForm(origin, form)] : []),
  ...(form && count > 0 ? [() => sendLeads(origin, { form, count, everyMs })] : []),
];

for (const step of steps) {
  const lines = await step().catch((error: Error): Line[] => [
    { is: 'to do', check: 'No answer', detail: error.message },
  ]);
  for (const { is, check, detail } of lines) console.log(`${is.padEnd(5)}  ${check}: ${detail}`);
  if (lines.some((line) => line.is === 'to do')) process.exitCode = 1;
}
