import { beforeEach, describe, expect, test } from 'vitest';
import { type Convertr, stubConvertr } from '../support/convertr.ts';
import { ANSWERS, admin, saveForm, submit } from '../support/leadwire.ts';

let convertr: Convertr;
beforeEach(() => {
  convertr = stubConvertr();
});

const post = (path: string) => admin(path, { method: 'POST' });

describe('GET stats', () => {
  test('counts a form’s leads by page and campaign, with the share of valid ones among the decided', async () => {
    const form = await saveForm();
    const send = (page: string) => submit(form, { answers: { ...ANSWERS, page } });
    const first = (await (await send('https://landing.example.com/a?utm_campaign=may&x=1')).json()) as {
      submission: string;
    };
    await send('https://landing.example.com/a?utm_campaign=may');
    await send('https://landing.example.com/b');
    convertr.result = { status: 200, body: { qaReasons: '', failedJobs: ['Unable to Contact'] } };
    await post(`leads/acme/${first.submission}/verdict`);
    const read = async (keys: string) =>
      ((await (await admin(`stats?enterprise=acme&form=${form}&${keys}`)).json()) as { rows: unknown[] }).rows;
    const row = { leads: 1, count: 1, delivered: 1, valid: 0, invalid: 0, pending: 1, validRate: null };
    const pairs = await read('by=page,utm_campaign');
    for (const keys of ['by=page&by=utm_campaign', 'by=page&and=utm_campaign']) expect(await read(keys)).toEqual(pairs);
    expect(pairs).toEqual([
      {
        ...row,
        key: 'https://landing.example.com/a',
        and: 'may',
        leads: 2,
        count: 2,
        delivered: 2,
        invalid: 1,
        validRate: 0,
      },
      { ...row, key: 'https://landing.example.com/b', and: '(none)' },
    ]);
    expect(await read('by=reason')).toMatchObject([
      { key: '(none)', leads: 2 },
      { key: 'Unable to Contact', leads: 1 },
    ]);
    for (const keys of ['by=email', 'by=page,email', 'by=page,day,form', 'by='])
      expect((await admin(`stats?enterprise=acme&${keys}`)).status, keys).toBe(400);
  });
});
