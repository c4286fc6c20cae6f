import { type RawBuilder, sql } from 'kysely';

/** Whether a column's text has these letters, large or small, somewhere in it; nothing in `text` is a wildcard. */
export function contains(column: string, text: string): RawBuilder<boolean> {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
}
