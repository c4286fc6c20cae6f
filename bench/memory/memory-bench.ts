import type { BenchTable } from '../bench-table.ts';
import { scoreMemory } from './score-memory.ts';

const SETS = ['english', 'english-unseen', 'german', 'french', 'spanish', 'japanese', 'chinese'];

/** How well the patterns read what people tell, on the labelled messages beside this file. */
export async function run(): Promise<BenchTable> {
  const share = (part: number, whole: number) => (part / whole).toFixed(3);
  return {
    name: 'memory',
    note:
      'Messages with the memories that they should leave, written by hand. Precision is the share of what was remembered ' +
      'that was wanted, recall the share of what was wanted that was remembered. The patterns were made with all sets but ' +
      '`english-unseen`.',
    columns: ['set', 'messages', 'wanted', 'precision', 'recall'],
    rows: SETS.map((set) => {
      const { messages, wanted, found, right } = scoreMemory(set);
      return [set, `${messages}`, `${wanted}`, share(right, found), share(right, wanted)];
    }),
  };
}
