import { expect, test } from 'vitest';
import { parseLines } from './parse-lines.ts';

test('lines are examples, with tabs or bars between their parts', () => {
  expect(
    parseLines('When do you open? | At nine. | opening\r\nhow much\tTen euros.\n\n  \nhello||greeting'),
  ).toEqual([
    { text: 'When do you open?', response: 'At nine.', intent: 'opening' },
    { text: 'how much', response: 'Ten euros.' },
    { text: 'hello', intent: 'greeting' },
  ]);
  expect(parseLines('| an answer to nothing')).toEqual([]);
});
