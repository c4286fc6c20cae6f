import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JsonObject, mergedData } from './context-data.ts';

test.each<[JsonObject, JsonObject, JsonObject]>([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: 'foo' }, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  [{ e: 1 }, { a: [1, null] }, { e: 1, a: [1, null] }],
])('%j with %j is %j', (known, said, merged) => {
  expect(mergedData(known, said)).toEqual(merged);
});

test('saying the same again changes nothing', () => {
  const data = fc.dictionary(
    fc.string({ maxLength: 5 }),
    fc.oneof(fc.integer(), fc.constant(null), fc.dictionary(fc.string({ maxLength: 5 }), fc.integer())),
    { maxKeys: 5 },
  );
  fc.assert(
    fc.property(data, data, (known, said) => {
      const once = mergedData(known, said);
      expect(mergedData(once, said)).toEqual(once);
    }),
  );
});

test('what is too large or too deep is refused', () => {
  expect(() => mergedData({}, { text: 'x'.repeat(16_384) })).toThrow(/16384 bytes/);
  expect(() => mergedData({ text: 'x'.repeat(9_000) }, { more: 'x'.repeat(9_000) })).toThrow(/16384 bytes/);
  let deep: JsonObject = {};
  for (let level = 0; level < 8; level++) deep = { deep };
  expect(() => mergedData({}, deep)).toThrow(/8 deep/);
});
