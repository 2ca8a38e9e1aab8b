/** `npm run doctor -- FORM`: what would stop a form from working. The exit code is 1 if there is something to do. */
import { parseArgs } from 'node:util';
import { parseFormId } from '../forms/configuration/form-id.ts';
import { askAdmin, quit, toSentence } from './admin.ts';

const form = parseFormId(readArgument());
if (!form) quit('Name a form: npm run doctor -- acme-report');

const answer = await askAdmin(`forms/${form}/doctor`);
if (!answer.ok) quit(toSentence(answer));
const { healthy, lines } = answer.body as {
  healthy: boolean;
  lines: { check: string; ok: boolean; detail: string; hint?: true }[];
};
for (const { check, ok, detail, hint } of lines) {
  const word = !ok ? 'TO DO' : hint ? 'NOTE ' : 'OK   ';
  console.log(`${word}  ${check}: ${detail}`);
}
process.exitCode = healthy ? 0 : 1;

/** @returns nothing unless there is one argument and no option. */
function readArgument(): string | undefined {
  try {
    const { positionals } = parseArgs({ allowPositionals: true });
    return positionals.length === 1 ? positionals[0] : undefined;
  } catch {
    return undefined;
  }
}
