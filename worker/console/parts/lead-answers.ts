/** A lead's answers: to be read, or corrected where it can still be sent. */
import { html, nothing } from 'lit';
import type { Answers } from '../../api.ts';

export function drawAnswers(answers: Answers, onRetry: ((event: SubmitEvent) => void) | undefined, busy: boolean) {
  const entries = Object.entries(answers);
  if (!onRetry) {
    return html`<dl class="facts">
      ${entries.map(([name, value]) => html`<dt><code>${name}</code></dt><dd>${[value].flat().join(', ')}</dd>`)}
    </dl>`;
  }
  return html`<form @submit=${onRetry}>
    ${entries.map(
      ([name, value], index) => html`<div class="control">
        <label for="answer-${index}"><code>${name}</code></label>
        ${
          Array.isArray(value)
            ? html`<textarea id="answer-${index}" name=${name} rows=${value.length + 1} .value=${value.join('\n')}></textarea>`
            : html`<input id="answer-${index}" name=${name} .value=${value} autocomplete="off" />`
        }
      </div>`,
    )}
    <button class="primary" aria-disabled=${busy}>Save corrections and send again</button>
  </form>`;
}

/** What was typed over an answer; lists have one value a line. */
export function readCorrections(form: HTMLFormElement, answers: Answers): Answers {
  const typed = new FormData(form);
  return Object.fromEntries(
    Object.entries(answers).flatMap(([name, before]) => {
      const text = String(typed.get(name) ?? '');
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

export const drawReasons = (reasons: readonly string[]) =>
  reasons.length > 0
    ? html`<div class="notice bad">
        <div><p><strong>Convertr says:</strong></p>${reasons.map((reason) => html`<p>${reason}</p>`)}</div>
      </div>`
    : nothing;
