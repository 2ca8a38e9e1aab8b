/** A lead's answers: to be read, or corrected where it can still be sent. */
import { html, nothing } from 'lit';
import type { Answers } from '../../account-api.ts';

/** @param missed names that Convertr misses: there is an input for them, too. */
export function drawAnswers(
  answers: Answers,
  missed: readonly string[],
  onRetry: ((event: SubmitEvent) => void) | undefined,
  busy: boolean,
) {
  const entries = Object.entries(answers);
  if (!onRetry) {
    return html`<dl class="facts">
      ${entries.map(([name, value]) => html`<dt><code>${name}</code></dt><dd>${[value].flat().join(', ')}</dd>`)}
    </dl>`;
  }
  const blank = missed.filter((name) => !(name in answers)).map((name): [string, string] => [name, '']);
  return html`<form @submit=${onRetry}>
    ${[...entries, ...blank].map(([name, value], index) => {
      const lines = [value].flat().join('\n').split('\n');
      return html`<div class="control">
        <label for="answer-${index}"><code>${name}</code></label>
        ${
          Array.isArray(value) || lines.length > 1
            ? html`<textarea id="answer-${index}" name=${name} rows=${lines.length + 1} .value=${lines.join('\n')}></textarea>`
            : html`<input id="answer-${index}" name=${name} .value=${value} autocomplete="off" />`
        }
      </div>`;
    })}
    <button class="primary" aria-disabled=${busy}>Save corrections and send again</button>
  </form>`;
}

/** What was typed over an answer, or where there was none; lists have one value a line. */
export function readCorrections(form: HTMLFormElement, answers: Answers): Answers {
  return Object.fromEntries(
    [...new FormData(form)].flatMap(([name, typed]) => {
      const before = answers[name] ?? '';
      // A form's data has the line breaks of the wire.
      const text = String(typed).replace(/\r\n/g, '\n');
      const value = Array.isArray(before)
        ? text
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean)
        : text;
      return JSON.stringify(value) === JSON.stringify(before) ? [] : [[name, value]];
    }),
  );
}

/** The fields that Convertr's words are about. */
export const findNames = (reasons: readonly string[]): string[] => [
  ...new Set(reasons.flatMap((reason) => /^(form\[[^:]+\]): /.exec(reason)?.[1] ?? [])),
];

export const drawReasons = (reasons: readonly string[]) =>
  reasons.length > 0
    ? html`<div class="notice bad">
        <div><p><strong>Convertr says:</strong></p>${reasons.map((reason) => html`<p>${reason}</p>`)}</div>
      </div>`
    : nothing;
