/** The kinds of snippet, each a tab of the snippet page. */
import type { OptionName } from './snippet-options.ts';

/** Its tab, and the options that it supports. */
export interface Kind {
  label: string;
  help: string;
  options: readonly OptionName[];
  /** Whether it reserves the form's height until the form appears. */
  reserves: boolean;
}

const ALL: readonly OptionName[] = ['theme', 'accent', 'locale', 'channel', 'storage', 'analytics'];

export const KINDS = {
  tag: {
    label: 'Tag',
    help: 'The form appears where the tag is. It updates automatically.',
    options: ALL,
    reserves: true,
  },
  element: {
    label: 'Element',
    help: 'The form appears where the element is. Its link shows until the form has loaded, and where scripts are blocked.',
    options: ALL,
    reserves: true,
  },
  html: {
    label: 'Plain HTML',
    help: 'Part of the page itself, in its own style. It works without a script. Copy it again when you change the form.',
    options: ['locale', 'channel'],
    reserves: false,
  },
  iframe: {
    label: 'Iframe',
    help: 'For site builders that allow no script of yours. The script below only keeps the frame as tall as its form.',
    options: ['theme', 'locale', 'channel'],
    reserves: true,
  },
  gtm: {
    label: 'Tag manager',
    help: 'A “Custom HTML” tag. The form appears in an element of the page with the id lead-form.',
    options: ALL,
    reserves: false,
  },
  react: {
    label: 'React',
    help: 'A component. It loads the script once, even when it renders several times.',
    options: ALL,
    reserves: true,
  },
  pinned: {
    label: 'Fixed version (SRI)',
    help: 'Exactly this version, checked by its hash. Replace the snippet to update.',
    options: ALL,
    reserves: true,
  },
} as const satisfies Record<string, Kind>;
export type KindName = keyof typeof KINDS;
