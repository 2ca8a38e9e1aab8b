import { beforeEach, describe, expect, test } from 'vitest';
import type { Definition } from '../../../../worker/protocol/wire.ts';
import { type Convertr, stubConvertr } from '../support/convertr.ts';
import { ANSWERS, ask, saveForm, submit } from '../support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

const QUESTIONS = ['hint_test', 'hint_repeated', 'hint_same_name'];

describe.each([
  ['asks about answers that Convertr may reject', {}, QUESTIONS],
  ['asks when it says so', { qualityQuestions: true }, QUESTIONS],
  ['does not ask', { qualityQuestions: false }, []],
])('a form that %s', (_, config, questions) => {
  test('has the words for those questions alone', async () => {
    const { messages } = (await (await ask(`/v1/forms/${await saveForm(config)}`)).json()) as Definition;
    expect(QUESTIONS.filter((key) => key in messages)).toEqual(questions);
  });

  test.each<[string, Record<string, string>]>([
    ['the word test', { 'form[firstName]': 'Test' }],
    ['the same first and last name', { 'form[firstName]': 'Zoë', 'form[lastName]': 'zoë' }],
    ['a letter three times', { 'form[lastName]': 'Zzzoë' }],
  ])('takes %s all the same', async (__, doubtful) => {
    const answer = await submit(await saveForm(config), { answers: { ...ANSWERS, ...doubtful } });
    expect(answer.status).toBe(201);
    expect(Object.fromEntries(convertr.leads.at(-1)?.body ?? [])).toMatchObject(doubtful);
  });
});
