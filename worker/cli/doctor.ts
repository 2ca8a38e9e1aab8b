/** `npm run doctor -- FORM`: what would keep a form from working. The exit code is 1 when there is something to do. */
import { parseFormId } from '../forms/configuration/form-id.ts';
import { askAdmin, quit, toSentence } from './admin.ts';

const form = parseFormId(process.argv[2]);
if (!form) quit('Which form? npm run doctor -- acme-report');

const answer = await askAdmin(`forms/${form}/doctor`);
if (!answer.ok) quit(toSentence(answer));
const { healthy, lines } = answer.body as {
  healthy: boolean;
  lines: { check: string; ok: boolean; detail: string }[];
};
for (const { check, ok, detail } of lines) console.log(`${ok ? 'OK   ' : 'TO DO'}  ${check}: ${detail}`);
process.exitCode = healthy ? 0 : 1;
