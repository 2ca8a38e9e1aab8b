/** `<lead-form>` in Vue templates. The compiler's `isCustomElement` must know the tag, too. */
import type { HTMLAttributes, PublicProps } from 'vue';
import type { LeadFormEventMap } from '../types/widget/events.js';
import type { LeadForm } from '../types/widget/lead-form.js';
import type { Settings } from './settings.js';

type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Camel<Rest>}`
  : Capitalize<Name>;

type Props = PublicProps &
  Omit<HTMLAttributes, keyof Settings> &
  Settings & {
    [Name in keyof LeadFormEventMap as `on${Camel<Name>}`]?: (event: LeadFormEventMap[Name]) => void;
  };

declare module 'vue' {
  interface GlobalComponents {
    'lead-form': new () => LeadForm & { $props: Props };
  }
}
