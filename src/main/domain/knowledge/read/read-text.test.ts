import { expect, test } from 'vitest';
import { readShown } from './reading.test-data.ts';

test.each([',', ';', '\t', '|'])('reads tables whose values are separated by %j', async (sign) => {
  const text = `Name,Size\n"Table, ""old""",120\nChair,\n`.replaceAll(/,(?! )/g, sign);
  expect(await readShown('a.csv', text)).toEqual([': Name: Table, "old"; Size: 120\nName: Chair']);
});

test('reads tables without names, and quotation marks that nothing closes', async () => {
  expect(await readShown('a.csv', '1,2,3\n4,"5,6')).toEqual([': 1; 2; 3\n4; "5; 6']);
});

test('reads data by its keys', async () => {
  const data = {
    shop: 'Lamps',
    open: true,
    address: { city: 'Lyon', streets: ['A', 'B'] },
    goods: [
      { name: 'Lamp', price: 12, old: null },
      { name: 'Bulb', parts: { glass: 1 } },
    ],
  };
  expect(await readShown('a.json', JSON.stringify(data))).toEqual([
    ': shop: Lamps\nopen: yes',
    'address: city: Lyon\nstreets: A, B',
    'goods: name: Lamp; price: 12\n\nname: Bulb',
    'goods › parts: glass: 1',
  ]);
  expect(await readShown('a.jsonl', '{"a":1}\n{"a":2}\n')).toEqual([': a: 1\na: 2']);
});

test('reads data that is broken as text, and data that is nested without end', async () => {
  expect(await readShown('a.json', '{"a": 1,,}')).toEqual([': {"a": 1,,}']);
  await expect(readShown('a.json', `${'['.repeat(50_000)}1${']'.repeat(50_000)}`)).rejects.toMatchObject({
    name: 'UnreadableDocument',
  });
});

test('keeps indented code as it is', async () => {
  const code = 'def a():\n    one()\n\n    two()\n\ndef b():\n    three()\n';
  expect(await readShown('a.py', code)).toEqual([`: ${code.trimEnd()}`]);
});
