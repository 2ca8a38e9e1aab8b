/** The console's names for the configuration's terms. */
import type { FieldConfig } from '../../forms/configuration/config-field.ts';
import type { WebhookEvent, WebhookTarget } from '../../webhooks/target.ts';

export const KINDS: [type: NonNullable<FieldConfig['type']>, name: string][] = [
  ['text', 'Short text'],
  ['textarea', 'Long text'],
  ['email', 'Email'],
  ['phone', 'Phone with country code'],
  ['tel', 'Phone without country code'],
  ['url', 'Web address'],
  ['number', 'Number'],
  ['date', 'Date'],
  ['dob', 'Date of birth'],
  ['country', 'Country'],
  ['select', 'Drop-down'],
  ['radio', 'Single choice'],
  ['checkboxes', 'Multiple choice'],
  ['multiselect', 'Multiple choice list'],
  ['checkbox', 'Checkbox'],
  ['consent', 'Consent'],
  ['address', 'Address'],
  ['hidden', 'Hidden value'],
];

export const kindName = (type: string): string => KINDS.find(([name]) => name === type)?.[1] ?? type;
export const WITH_OPTIONS: readonly string[] = ['select', 'radio', 'checkboxes', 'multiselect'];

/** A field's settings in the review. */
export const FIELD_SETTINGS: Record<string, string> = {
  type: 'Kind',
  label: 'Label',
  text: 'Text',
  placeholder: 'Placeholder',
  help: 'Help text',
  options: 'Options',
  step: 'Step',
  width: 'Width',
  showIf: 'Condition',
  from: 'Filled with',
  value: 'Value',
  report: 'Shown in reports',
  autocomplete: 'Autofill',
  inputmode: 'Keyboard on phones',
  sensitive: 'Sensitive answer',
  min: 'Lowest value',
  max: 'Highest value',
  minlength: 'Shortest length',
  maxlength: 'Longest length',
  pattern: 'Pattern',
  patternMessage: 'Error for the pattern',
  format: 'Date format',
  refuse: 'Refused addresses',
  refuseMessage: 'Error for refused addresses',
  ticked: 'Value when ticked',
  country: 'First country',
};

export const SOURCES: [from: string, name: string][] = [
  ['', 'A fixed value'],
  ['submission', 'The submission ID'],
  ['channel', 'The channel'],
  ['page', 'The page’s URL'],
  ['referrer', 'The referrer'],
  ['utm_source', 'utm_source'],
  ['utm_medium', 'utm_medium'],
  ['utm_campaign', 'utm_campaign'],
  ['utm_term', 'utm_term'],
  ['utm_content', 'utm_content'],
  ['utm_id', 'utm_id'],
  ['gclid', 'Google click ID (gclid)'],
  ['fbclid', 'Meta click ID (fbclid)'],
  ['msclkid', 'Microsoft click ID (msclkid)'],
  ['query:', 'A parameter of the page’s URL'],
  ['page:', 'A value that the page sets'],
  ['input:', 'An input that another script adds'],
];

export const EVENT_NAMES: Record<WebhookEvent, string> = {
  'lead.stored': 'When it is stored',
  'lead.delivered': 'When Convertr accepts it',
  'lead.refused': 'When Convertr refuses it',
  'lead.held': 'When it is held',
  'lead.verdict': 'When its verdict changes',
};

/** With everything that distinguishes it from another. */
export const receiverName = ({ url, events, answers }: WebhookTarget): string =>
  [url, events && `(${events.join(', ')})`, answers && 'with answers'].filter(Boolean).join(' ');

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
