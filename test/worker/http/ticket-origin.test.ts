import { beforeEach, expect, test } from 'vitest';
import { stubConvertr } from './support/convertr.ts';
import { ANSWERS, ask, PAGE, rowsOf, saveForm, submit } from './support/leadwire.ts';

const OTHER = 'https://other.example.com';

beforeEach(() => {
  stubConvertr();
});

test('a ticket for another origin is a forged one, and alone refuses no lead', async () => {
  const form = await saveForm({ origins: [PAGE, OTHER] });
  const fetchFrom = (Origin: string) => ask(`/v1/forms/${form}`, { headers: { Origin } });
  const own = await fetchFrom(PAGE);
  const { ticket } = (await own.json()) as { ticket: string };
  // A cache that has the answer for one origin asks again for another.
  expect((await fetchFrom(OTHER)).headers.get('etag')).not.toBe(own.headers.get('etag'));
  // The mailbox of a role makes it three points with a forged ticket, and two with one that is only fast.
  const answers = { ...ANSWERS, 'form[email]': 'info@example.com', ticket };
  expect((await submit(form, { answers: { ...ANSWERS, ticket }, headers: { Origin: OTHER } })).status).toBe(201);
  expect((await submit(form, { answers })).status).toBe(201);
  expect((await submit(form, { answers, headers: { Origin: OTHER } })).status).toBe(202);
  expect((await rowsOf(form)).flatMap(({ flags }) => flags)).toEqual(['ticket_forged', 'role_mailbox']);
});
