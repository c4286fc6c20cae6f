import { describe, expect, test } from 'vitest';
import { toSpeakable } from './speakable.ts';

describe('toSpeakable', () => {
  test.each([
    ['Hello 👋🏽 there', 'Hello there'],
    ['**Very** _good_ `code`', 'Very good code'],
    ['# Title\n- one\n- two', 'Title one two'],
    ['See [the manual](https://example.org/a?b=c).', 'See the manual.'],
    ['Look at https://www.example.org/a/b?c=d now', 'Look at example.org now'],
    ['🙂', ''],
    ['It is 5 * 3 = 15, and 3.5 stays.', 'It is 5 3 = 15, and 3.5 stays.'],
    ['元気ですか？', '元気ですか？'],
  ])('%j is spoken as %j', (written, spoken) => {
    expect(toSpeakable(written)).toBe(spoken);
  });
});
