/** The text of the snippet. */

export const KINDS = [
  ['evergreen', 'Recommended', 'Updates automatically.'],
  ['pinned', 'Fixed version (SRI)', 'Exactly this version, checked by its hash. Replace the snippet to update.'],
  [
    'element',
    'HTML element',
    'The form appears where the element is. Its link shows until the form has loaded, and where scripts are blocked.',
  ],
] as const;
export type Kind = (typeof KINDS)[number][0];

export interface SnippetInput {
  origin: string;
  form: string;
  /** Pixels; 0 while it is not measured. */
  height: number;
  widget: { file: string; integrity: string } | undefined;
}

export function toSnippet(kind: Kind, { origin, form, height, widget }: SnippetInput): string {
  const hosted = `${origin}/f/${form}`;
  // In the tag itself: only CSS can reserve the space before the script arrives.
  const room = height > 0 ? `\n        style="display:block;min-height:${height}px"` : '';
  const noscript = `<noscript><a href="${hosted}">Open the form</a></noscript>`;
  switch (kind) {
    case 'evergreen':
      return `<script async src="${origin}/widget.js?form=${form}"
        data-form="${form}"${room}></script>\n${noscript}`;
    case 'pinned':
      // A fixed version needs its hash.
      return widget
        ? `<script async src="${origin}${widget.file}"
        data-form="${form}"
        integrity="${widget.integrity}" crossorigin="anonymous"${room}></script>\n${noscript}`
        : '';
    case 'element':
      return `<lead-form form="${form}"${room}><a href="${hosted}">Open the form</a></lead-form>
<script async src="${origin}/widget.js?form=${form}"></script>`;
  }
}
