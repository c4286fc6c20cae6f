import type { ExampleDraft } from '../../api/teaching-api.ts';

/**
 * Examples that were pasted, one a line: what is said, what should be answered, and what it is about, with tabs or `|`
 * between them. What a spreadsheet copies has tabs.
 */
export function parseLines(text: string): ExampleDraft[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.split(/\t|\|/).map((part) => part.trim()))
    .filter(([said = '']) => said !== '')
    .map(([said = '', response = '', intent = '']) => ({
      text: said,
      ...(response !== '' && { response }),
      ...(intent !== '' && { intent }),
    }));
}
