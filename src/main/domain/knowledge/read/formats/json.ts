import { BlockList } from '../block-list.ts';
import type { ReadResult } from '../read-result.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const DEEPEST = 100;

/**
 * Data of JSON or of lines of JSON: what is in an object stands in one line (`name: Lamp; price: 12`), the keys of
 * what is nested are the headings above it.
 *
 * @returns null where it is not that
 */
export function readJson(text: string): ReadResult | null {
  const value = parsed(text) ?? parsedLines(text);
  if (value === undefined) return null;
  const list = new BlockList();
  const warnings = new Set<string>();
  addValue(list, value, 1, warnings);
  return { title: null, pages: null, blocks: list.blocks, warnings: [...warnings] };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function parsedLines(text: string): Json[] | undefined {
  const values: Json[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const value = parsed(line);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values.length === 0 ? undefined : values;
}

function addValue(list: BlockList, value: Json, depth: number, warnings: Set<string>): void {
  if (depth > DEEPEST) warnings.add(`What is nested deeper than ${DEEPEST} levels was left out`);
  else if (Array.isArray(value)) addList(list, value, depth, warnings);
  else if (isObject(value)) addObject(list, value, depth, warnings);
  else list.paragraph(written(value), null);
}

function addList(list: BlockList, values: readonly Json[], depth: number, warnings: Set<string>): void {
  const lines: string[] = [];
  const addLines = () => list.table(lines.splice(0).join('\n'), null);
  for (const value of values) {
    const line = flat(value);
    if (line !== null) {
      if (line !== '') lines.push(line);
      continue;
    }
    addLines();
    addValue(list, value, depth + 1, warnings);
  }
  addLines();
}

function addObject(
  list: BlockList,
  object: { [key: string]: Json },
  depth: number,
  warnings: Set<string>,
): void {
  const lines: string[] = [];
  const nested: [string, Json][] = [];
  for (const [key, value] of Object.entries(object)) {
    const line = isObject(value) ? null : flat(value);
    if (line === null) nested.push([key, value]);
    else if (line !== '') lines.push(`${key}: ${line}`);
  }
  list.table(lines.join('\n'), null);
  for (const [key, value] of nested) {
    list.heading(key, depth, null);
    addValue(list, value, depth + 1, warnings);
  }
}

/** What fits in a line: a value, an object or a short list of nothing but values; else null. */
function flat(value: Json): string | null {
  if (Array.isArray(value)) {
    return value.every((part) => !isContainer(part)) ? value.map(written).filter(Boolean).join(', ') : null;
  }
  if (!isObject(value)) return written(value);
  const parts: string[] = [];
  for (const [key, part] of Object.entries(value)) {
    const line = isObject(part) ? null : flat(part);
    if (line === null) return null;
    if (line !== '') parts.push(`${key}: ${line}`);
  }
  return parts.join('; ');
}

function written(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value).replace(/\s+/g, ' ').trim();
}

function isContainer(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

function isObject(value: Json): value is { [key: string]: Json } {
  return isContainer(value) && !Array.isArray(value);
}
