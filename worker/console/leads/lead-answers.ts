/** A lead's answers, to read, or to correct where the lead can still be sent. */
import { html, nothing } from 'lit';
import type { Answers } from '../../account-api.ts';

interface Correction {
  /** Convertr's words, each with its field. */
  reasons: readonly string[];
  onSubmit: (event: SubmitEvent) => void;
  busy: boolean;
}

export const drawAnswers = (answers: Answers) => html`<dl class="facts">
  ${Object.entries(answers).map(([name, value]) => html`<dt><code>${name}</code></dt><dd>${[value].flat().join(', ')}</dd>`)}
</dl>`;

/** With an input for each field that Convertr complained about, answered or not. */
export function drawCorrection(answers: Answers, { reasons, onSubmit, busy }: Correction) {
  const complaints = reasons.flatMap((reason) => {
    const [, name, words] = /^(form\[[^:]+\]): (.*)$/s.exec(reason) ?? [];
    return name && words ? [{ name, words }] : [];
  });
  const missed = complaints.map(({ name }) => name).filter((name) => !(name in answers));
  const all = { ...answers, ...Object.fromEntries([...new Set(missed)].map((name) => [name, ''])) };
  return html`<form @submit=${onSubmit}>
    ${Object.entries(all).map(([name, value], index) => {
      const said = complaints.filter((each) => each.name === name).map(({ words }) => words);
      return drawInput(`answer-${index}`, name, value, said);
    })}
    <button class="primary" aria-disabled=${busy}>Save corrections and send again</button>
  </form>`;
}

function drawInput(id: string, name: string, value: string | string[], complaints: string[]) {
  const lines = [value].flat().join('\n').split('\n');
  const isFaulty = complaints.length > 0;
  const describedBy = isFaulty ? `${id}-fault` : nothing;
  return html`<div class="control">
    <label for=${id}><code>${name}</code></label>
    ${
      Array.isArray(value) || lines.length > 1
        ? html`<textarea id=${id} name=${name} rows=${lines.length + 1} .value=${lines.join('\n')} aria-describedby=${describedBy} aria-invalid=${isFaulty ? 'true' : nothing}></textarea>`
        : html`<input id=${id} name=${name} .value=${value} autocomplete="off" aria-describedby=${describedBy} aria-invalid=${isFaulty ? 'true' : nothing} />`
    }
    ${isFaulty ? html`<p class="fault" id="${id}-fault">Convertr: ${complaints.join(' ')}</p>` : nothing}
  </div>`;
}

/** The answers that were changed. A list has one value per line. */
export function readCorrections(form: HTMLFormElement, answers: Answers): Answers {
  return Object.fromEntries(
    [...new FormData(form)].flatMap(([name, typed]) => {
      const before = answers[name] ?? '';
      // FormData separates lines by CRLF.
      const text = String(typed).replace(/\r\n/g, '\n');
      const lines = () => text.split('\n').map((line) => line.trim());
      const value = Array.isArray(before) ? lines().filter(Boolean) : text;
      return JSON.stringify(value) === JSON.stringify(before) ? [] : [[name, value]];
    }),
  );
}

export const drawReasons = (reasons: readonly string[]) =>
  reasons.length > 0
    ? html`<div class="notice bad">
        <div><p><strong>In Convertr’s words</strong></p>${reasons.map((reason) => html`<p>${reason}</p>`)}</div>
      </div>`
    : nothing;
