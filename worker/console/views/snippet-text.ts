/** The snippet's text. */

export const KINDS = [
  ['evergreen', 'Evergreen', 'Gets fixes by itself. The usual choice.'],
  ['pinned', 'Pinned', 'This very version, checked by its hash. Replace it to update.'],
  [
    'element',
    'Element',
    'The form stands where the element does; its link shows until the form is drawn, or where scripts are blocked.',
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
  // On the tag itself: nothing but CSS holds the room before the script arrives.
  const room = height > 0 ? `\n        style="display:block;min-height:${height}px"` : '';
  const noscript = `<noscript><a href="${hosted}">Open the form</a></noscript>`;
  switch (kind) {
    case 'evergreen':
      return `<script async src="${origin}/widget.js?form=${form}"
        data-form="${form}"${room}></script>\n${noscript}`;
    case 'pinned':
      // Without its hash it would not be pinned.
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
