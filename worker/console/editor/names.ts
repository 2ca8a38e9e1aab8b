/** What the operator reads for the configuration's words. */
import type { FieldConfig } from '../../forms/configuration/config-field.ts';

export const KINDS: [type: NonNullable<FieldConfig['type']>, name: string][] = [
  ['text', 'Line of text'],
  ['textarea', 'Several lines of text'],
  ['email', 'E-mail address'],
  ['phone', 'Phone with country code'],
  ['tel', 'Phone, one line'],
  ['url', 'Web address'],
  ['number', 'Number'],
  ['date', 'Date'],
  ['dob', 'Date of birth'],
  ['country', 'Country'],
  ['select', 'Drop-down'],
  ['radio', 'Choice of one'],
  ['checkboxes', 'Choice of several'],
  ['multiselect', 'List, several'],
  ['checkbox', 'Tick box'],
  ['consent', 'Consent'],
  ['address', 'Address'],
  ['hidden', 'Hidden value'],
];

export const kindName = (type: string): string => KINDS.find(([name]) => name === type)?.[1] ?? type;
export const WITH_OPTIONS: readonly string[] = ['select', 'radio', 'checkboxes', 'multiselect'];

export const SOURCES: [from: string, name: string][] = [
  ['', 'A fixed value'],
  ['submission', 'The submission’s id'],
  ['channel', 'The channel'],
  ['page', 'The page’s address'],
  ['referrer', 'The referrer'],
  ['utm_source', 'utm_source'],
  ['utm_medium', 'utm_medium'],
  ['utm_campaign', 'utm_campaign'],
  ['utm_term', 'utm_term'],
  ['utm_content', 'utm_content'],
  ['gclid', 'Google’s click id (gclid)'],
  ['fbclid', 'Meta’s click id (fbclid)'],
  ['msclkid', 'Microsoft’s click id (msclkid)'],
];

/** GA4's default channel groups. */
export const CHANNELS = [
  'Direct',
  'Email',
  'Organic Search',
  'Paid Search',
  'Organic Social',
  'Paid Social',
  'Display',
  'Referral',
  'Affiliates',
  'Organic Video',
  'Paid Video',
  'SMS',
  'AI Assistant',
  'Cross-network',
  'Unassigned',
];

export const LANGUAGES: [tag: string, name: string][] = [
  ['en', 'English'],
  ['de', 'German'],
  ['fr', 'French'],
  ['es', 'Spanish'],
  ['it', 'Italian'],
  ['nl', 'Dutch'],
  ['pt', 'Portuguese'],
  ['pl', 'Polish'],
  ['sv', 'Swedish'],
  ['da', 'Danish'],
  ['ja', 'Japanese'],
  ['ar', 'Arabic'],
];

const NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });
export const languageName = (tag: string): string => NAMES.of(tag) ?? tag;
