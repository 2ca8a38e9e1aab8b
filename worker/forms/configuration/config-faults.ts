import { foldChannel } from '../attribution/link-names.ts';
import { inferField } from '../fields/infer.ts';
import type { Fault } from './config.ts';
import type { FieldConfig } from './config-field.ts';
import { FROM_HINT, parseFieldSource } from './field-source.ts';

const WITH_OPTIONS: readonly string[] = ['select', 'multiselect', 'radio', 'checkboxes'];

/** Errors that involve several values. */
export function findCrossFaults(config: {
  fields?: FieldConfig[] | undefined;
  channels?: Record<string, number> | undefined;
}): Fault[] {
  const fields = config.fields ?? [];
  return [
    ...findDuplicates(fields),
    ...fields.flatMap((field, index) => findFieldFaults(field, index)),
    ...findReportFaults(fields),
    ...findCycles(fields),
    ...findSameChannels(Object.keys(config.channels ?? {})),
  ];
}

function findDuplicates(fields: FieldConfig[]): Fault[] {
  return fields.flatMap(({ name }, index) =>
    fields.findIndex((other) => other.name === name) < index
      ? [{ path: `fields[${index}].name`, message: 'This field is already named above.' }]
      : [],
  );
}

/** Channels are compared without case and punctuation, so one of two equal names would never be used. */
function findSameChannels(names: string[]): Fault[] {
  const folded = names.map(foldChannel);
  return folded.some((name, index) => folded.indexOf(name) < index)
    ? [{ path: 'channels', message: 'Two of these channels are the same, case and punctuation aside.' }]
    : [];
}

function findFieldFaults(field: FieldConfig, index: number): Fault[] {
  const at = `fields[${index}]`;
  const faults: Fault[] = [];
  if (field.from !== undefined) {
    if (field.type !== 'hidden')
      faults.push({ path: `${at}.from`, message: 'Only a hidden field can be filled: add "type":"hidden".' });
    if (!parseFieldSource(field.from)) faults.push({ path: `${at}.from`, message: FROM_HINT });
    if (field.value !== undefined) faults.push({ path: `${at}.value`, message: 'Use either "value" or "from".' });
  }
  if (field.type === 'hidden' && field.required) {
    faults.push({ path: `${at}.required`, message: 'Nobody can fill in a hidden field: leave "required" out.' });
  }
  if (field.type && WITH_OPTIONS.includes(field.type) && !field.options) {
    faults.push({ path: `${at}.options`, message: `A ${field.type} needs "options".` });
  }
  faults.push(...findRuleFaults(field, at));
  if (field.text && field.type !== 'consent' && field.type !== 'checkbox') {
    faults.push({ path: `${at}.text`, message: 'Only a consent has a text with links: use "label".' });
  }
  return faults;
}

const TEXTS: readonly string[] = ['text', 'textarea', 'email', 'url', 'tel'];
/** The types that a rule is for, and the words for them. */
const RULES = [
  { rule: 'minlength', types: TEXTS, of: 'a text' },
  { rule: 'pattern', types: TEXTS, of: 'a text' },
  { rule: 'patternMessage', types: TEXTS, of: 'a text', needs: 'pattern' },
  { rule: 'format', types: ['date', 'dob'], of: 'a date' },
  { rule: 'refuse', types: ['email'], of: 'an email field' },
  { rule: 'refuseMessage', types: ['email'], of: 'an email field', needs: 'refuse' },
] as const;

/** A rule that could never apply would mislead its publisher. */
function findRuleFaults(field: FieldConfig, at: string): Fault[] {
  const type = field.type ?? (field.options ? 'select' : inferField(field.name).type);
  const faults = RULES.filter(({ rule }) => field[rule] !== undefined).flatMap((each): Fault[] => {
    const path = `${at}.${each.rule}`;
    if (!(each.types as readonly string[]).includes(type)) return [{ path, message: `Only ${each.of} has this rule.` }];
    return 'needs' in each && field[each.needs] === undefined ? [{ path, message: `Add "${each.needs}".` }] : [];
  });
  const isImpossible = (field.minlength ?? 0) > (field.maxlength ?? Infinity);
  return isImpossible ? [...faults, { path: `${at}.minlength`, message: 'This is more than "maxlength".' }] : faults;
}

/** Reports have one column for it, which all their readers see, so it must not be a visitor's answer. */
function findReportFaults(fields: FieldConfig[]): Fault[] {
  const first = fields.findIndex(({ report }) => report);
  return fields.flatMap(({ report, type }, index) => {
    const path = `fields[${index}].report`;
    if (!report) return [];
    if (type !== 'hidden') return [{ path, message: 'Only a hidden field can be a column of reports.' }];
    return index > first ? [{ path, message: 'A form has one column in reports: another field has it.' }] : [];
  });
}

/** A condition can never be met when it depends, directly or through others, on its own field. */
function findCycles(fields: FieldConfig[]): Fault[] {
  const waitsFor = new Map(fields.map(({ name, showIf }) => [name, showIf?.field]));
  return fields.flatMap(({ name }, index) => {
    const seen = new Set([name]);
    for (let next = waitsFor.get(name); next !== undefined; next = waitsFor.get(next)) {
      if (seen.has(next))
        return [{ path: `fields[${index}].showIf`, message: 'These conditions wait for each other.' }];
      seen.add(next);
    }
    return [];
  });
}
