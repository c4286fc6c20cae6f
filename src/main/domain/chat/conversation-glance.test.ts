import { expect, test } from 'vitest';
import { titleOf } from './conversation-glance.ts';

test.each([
  ['hello', 'hello'],
  ['  two\n lines ', 'two lines'],
  [
    'I would like to know everything there is to know about the weather tomorrow',
    'I would like to know everything there is to know about the…',
  ],
  ['x'.repeat(100), `${'x'.repeat(59)}…`],
  ['🦊'.repeat(100), `${'🦊'.repeat(59)}…`],
])('“%s” is called “%s”', (content, title) => {
  expect(titleOf(content)).toBe(title);
});
