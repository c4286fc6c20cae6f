import { expect, test } from 'vitest';
import { tableText } from './table-text.ts';

const prices = [
  ['Item', 'Price', 'Colour'],
  ['Lamp', '12', 'white'],
  ['Chair', '', 'red\nor  blue'],
];

test('says in every row what its cells are', () => {
  expect(tableText(prices, 'guess')).toBe(
    'Item: Lamp; Price: 12; Colour: white\nItem: Chair; Colour: red or blue',
  );
});

test('rows without names stay as they are', () => {
  expect(
    tableText(
      [
        ['1', '2', '3'],
        ['4', '5', '6'],
      ],
      'guess',
    ),
  ).toBe('1; 2; 3\n4; 5; 6');
});

test('two columns are names and values, unless the first row is said to name them', () => {
  const rows = [
    ['Weight:', '2 kg'],
    ['Height', '30 cm'],
  ];
  expect(tableText(rows, 'guess')).toBe('Weight: 2 kg\nHeight: 30 cm');
  expect(
    tableText(
      [
        ['Question', 'Answer'],
        ['Why?', 'So.'],
      ],
      'first-row',
    ),
  ).toBe('Question: Why?; Answer: So.');
});

test('nothing of a table without rows is lost', () => {
  expect(tableText([['A', 'B', 'C']], 'first-row')).toBe('A; B; C');
  expect(tableText([], 'guess')).toBe('');
});
