/** Labelled controls of the editor, each with its help and its error. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { fault, status } from '../../components/notice.ts';
import { typed } from '../typed.ts';

export interface ControlOptions {
  id: string;
  label: string;
  value: string;
  onInput: (value: string) => void;
  help?: string | TemplateResult | undefined;
  placeholder?: string | undefined;
  fault?: string | undefined;
  rows?: number;
  type?: string;
  list?: string;
  lang?: string;
}

const describe = ({ id, help, fault: message }: Pick<ControlOptions, 'id' | 'help' | 'fault'>) =>
  [help && `${id}-help`, message && `${id}-fault`].filter(Boolean).join(' ') || nothing;

const read = (event: Event): string => (event.target as HTMLInputElement).value;

export function textControl(options: ControlOptions) {
  const {
    id,
    label,
    value,
    onInput,
    help,
    placeholder = '',
    fault: message,
    rows,
    type = 'text',
    list,
    lang,
  } = options;
  const input = rows
    ? html`<textarea
        id=${id}
        rows=${rows}
        lang=${lang ?? nothing}
        placeholder=${placeholder}
        .value=${typed(value)}
        aria-describedby=${describe(options)}
        aria-invalid=${message ? 'true' : nothing}
        @input=${(event: Event) => onInput(read(event))}
      ></textarea>`
    : html`<input
        id=${id}
        type=${type}
        list=${list ?? nothing}
        lang=${lang ?? nothing}
        placeholder=${placeholder}
        .value=${typed(value)}
        aria-describedby=${describe(options)}
        aria-invalid=${message ? 'true' : nothing}
        @input=${(event: Event) => onInput(read(event))}
      />`;
  return html`<div class="control">
    <label for=${id}>${label}</label>
    ${input}${help ? html`<p class="help" id="${id}-help">${help}</p>` : nothing}${fault(`${id}-fault`, message)}
  </div>`;
}

export function selectControl(
  options: Omit<ControlOptions, 'placeholder' | 'rows' | 'type'> & {
    choices: readonly (readonly [value: string, label: string])[];
  },
) {
  const { id, label, value, onInput, help, fault: message } = options;
  // An unknown value from a file must not look like the first choice.
  const isListed = options.choices.some(([each]) => each === value);
  const choices = isListed ? options.choices : [...options.choices, [value, value] as const];
  return html`<div class="control">
    <label for=${id}>${label}</label>
    <select
      id=${id}
      aria-describedby=${describe(options)}
      aria-invalid=${message ? 'true' : nothing}
      @change=${(event: Event) => onInput(read(event))}
    >
      ${choices.map(([each, name]) => html`<option value=${each} ?selected=${each === value}>${name}</option>`)}
    </select>
    ${help ? html`<p class="help" id="${id}-help">${help}</p>` : nothing}${fault(`${id}-fault`, message)}
  </div>`;
}

export const tickControl = (id: string, label: string, isTicked: boolean, onInput: (value: boolean) => void) =>
  html`<div class="control tick">
    <input
      id=${id}
      type="checkbox"
      .checked=${live(isTicked)}
      @change=${(event: Event) => onInput((event.target as HTMLInputElement).checked)}
    />
    <label for=${id}>${label}</label>
  </div>`;

/** Settings that can be saved, although hardly intended. */
export const drawWarning = (message: string | undefined) =>
  status(message ? html`<p class="advice">${message}</p>` : nothing, 'wide');
