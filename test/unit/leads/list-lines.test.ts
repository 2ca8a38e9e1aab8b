import { expect, test } from 'vitest';
import { splitLines } from '../../../worker/leads/list-lines.ts';

test('the lines of a list are separate answers, and other line breaks stay', () => {
  const posted = new Map([
    ['form[interests][]', ['Sailing\r\nChess', 'Go']],
    ['form[comments]', ['One\r\nTwo']],
  ]);
  const split = splitLines(posted);
  expect(split.get('form[interests][]')).toEqual(['Sailing', 'Chess', 'Go']);
  expect(split.get('form[comments]')).toEqual(['One\r\nTwo']);
});
