import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEvalItems } from './eval-item.ts';

function itemsOf(expected: string[]) {
  const directory = mkdtempSync(join(tmpdir(), 'tomo-eval-'));
  const item = { category: 'feelings', lang: 'en', says: ['oh no'], expect: { any: expected } };
  writeFileSync(join(directory, 'a.json'), JSON.stringify([item]));
  return readEvalItems(directory);
}

describe('the expected words', () => {
  it('may be those of a group', () => {
    const [item] = itemsOf(['rain', '@sympathy', 'umbrella']);
    expect(item?.expect.any).toEqual(expect.arrayContaining(['rain', 'oh no', 'umbrella']));
    expect(item?.expect.any).not.toContain('@sympathy');
  });

  it('of a group that does not exist are refused', () => {
    expect(() => itemsOf(['@sympthy'])).toThrow(/a\.json.*no group @sympthy/s);
  });
});
