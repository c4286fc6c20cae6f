import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slugOf } from './slug.ts';

test.each([
  ['Customer Support Bot', 'customer-support-bot'],
  ['  Zoë & Łukasz  ', 'zoe-lukasz'],
  ['Großmutter Ærø', 'grossmutter-aero'],
  ['Мария Чехова', 'mariya-chekhova'],
  ['Σωκράτης', 'sokratis'],
  ['桜', 'character'],
  ['🙂🙂', 'character'],
  ['O’Hara 2', 'ohara-2'],
  ['../../etc/passwd', 'etc-passwd'],
  ['<script>alert(1)</script>', 'script-alert-1-script'],
])('%s becomes %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test('any name becomes a short part of an address', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
      expect(slugOf(name)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(slugOf(name).length).toBeLessThanOrEqual(48);
    }),
  );
});
