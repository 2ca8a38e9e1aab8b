import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../worker/forms/language/messages.ts';
import { getUsedMessages, omitUnusedMessages } from '../../../worker/forms/language/used-messages.ts';
import type { FieldDefinition } from '../../../worker/protocol/wire.ts';

type Type = FieldDefinition['type'];

const field = (type: Type, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  name: `form[${type}]`,
  type,
  label: type,
  required: true,
  ...more,
});
const used = (...fields: FieldDefinition[]) => Object.keys(getUsedMessages('en', fields));

describe('the messages that come with a definition', () => {
  test.each<[Type, string[]]>([
    [
      'email',
      ['email', 'email_character', 'email_space', 'email_several', 'email_suggestion', 'hint_test', 'hint_keep'],
    ],
    ['tel', ['phone']],
    ['phone', ['phone', 'country_code']],
    ['url', ['url']],
    ['number', ['number', 'min', 'max']],
    ['date', ['date', 'date_incomplete', 'date_unreal', 'year_digits', 'date_min', 'date_max']],
    [
      'dob',
      [
        'dob',
        'dob_incomplete',
        'dob_unreal',
        'dob_future',
        'dob_old',
        'year_digits',
        'day',
        'month',
        'year',
        'date_min',
        'date_max',
      ],
    ],
    ['select', ['choose']],
    ['country', ['choose']],
    ['consent', ['consent']],
    ['textarea', ['hint_test', 'hint_repeated', 'hint_keep']],
  ])('include those for a field of type %s', (type, keys) => {
    expect(used(field(type))).toEqual(expect.arrayContaining(keys));
    const without = used(field('checkbox'));
    for (const key of keys) expect(without).not.toContain(key);
  });

  test('say that a link opens elsewhere, where a field or the form itself has one', () => {
    const text = ['Our ', { text: 'terms', href: 'https://www.example.com' }];
    for (const type of ['consent', 'checkbox'] as const) {
      expect(used(field(type, { text }))).toContain('opens_new');
      expect(used(field(type, { text: ['Our terms'] }))).not.toContain('opens_new');
    }
    expect(Object.keys(getUsedMessages('en', [], { text }))).toContain('opens_new');
  });

  test('depend on what a field allows and requires', () => {
    expect(used(field('text'))).not.toContain('optional');
    expect(used(field('text', { required: false }))).toContain('optional');
    expect(used(field('text'))).toContain('required');
    expect(used(field('text', { requiredMessage: 'Enter your town or city.' }))).not.toContain('required');
    expect(used(field('text', { maxlength: 9 }))).toContain('too_long');
    expect(used(field('textarea', { maxlength: 9 }))).toContain('characters_left');
    expect(used(field('text', { autocomplete: 'family-name' }))).toContain('hint_same_name');
    expect(used(field('text', { step: 2 }))).toEqual(expect.arrayContaining(['next', 'back', 'step']));
  });

  test('have no question about quality where the form does not ask any', () => {
    const fields = [field('text', { autocomplete: 'family-name' }), field('email')];
    const questions = ['hint_test', 'hint_repeated', 'hint_same_name', 'hint_keep'];
    expect(Object.keys(getUsedMessages('en', fields, { qualityQuestions: true }))).toEqual(
      expect.arrayContaining(questions),
    );
    const quiet = Object.keys(getUsedMessages('en', fields, { qualityQuestions: false }));
    expect(quiet.filter((key) => questions.includes(key))).toEqual([]);
    expect(quiet).toContain('email_suggestion');
  });

  test('include those for the lines of a group', () => {
    const address = field('address', { fields: [field('country', { required: false })] });
    expect(used(address)).toEqual(expect.arrayContaining(['choose', 'optional']));
  });

  test('leave out the error for a missing answer where none can be missing', () => {
    const requiredMessage = 'Enter your town or city.';
    const line = (required: boolean) => field('text', { required, requiredMessage });
    const sent = omitUnusedMessages(field('address', { fields: [line(true), line(false)] }));
    expect(sent.fields?.map((each) => each.requiredMessage)).toEqual([requiredMessage, undefined]);
  });

  test.each(LANGUAGES.map((language) => [language]))('include in %s all that a submit can lead to', (language) => {
    expect(Object.keys(getUsedMessages(language, []))).toEqual(
      expect.arrayContaining([
        'refused_form',
        'summary',
        'submitting',
        'offline',
        'failed',
        'retry',
        'retrying',
        'too_many',
        'conflict',
        'unavailable',
        'open_hosted',
        'restored',
        'start_over',
      ]),
    );
  });

  test('leave out what only the Worker shows', () => {
    const all = used(field('text', { required: false, maxlength: 9, step: 2 }), field('consent'), field('select'));
    for (const key of ['leave_empty', 'choice', 'refused', 'untitled', 'submit', 'success', 'closed'])
      expect(all).not.toContain(key);
  });
});
