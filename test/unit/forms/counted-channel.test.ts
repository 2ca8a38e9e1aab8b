import { expect, test } from 'vitest';
import { toCountedChannel } from '../../../worker/forms/attribution/counted-channel.ts';

test.each([
  ['Email', [], 'Email'],
  ['paid search', [], 'Paid Search'],
  ['Autumn fair', ['Autumn Fair'], 'Autumn Fair'],
  ['Autumn fair', [], '(other)'],
  ['x1', ['Autumn Fair'], '(other)'],
  ['!!!', [], '(other)'],
])('channel %s, where the configuration names %j, counts as %s', (channel, configured, counted) => {
  expect(toCountedChannel(channel, configured)).toBe(counted);
});
