import { type SelectQueryBuilder, sql } from 'kysely';

export interface PageRequest {
  /** From 1. */
  page: number;
  limit: number;
}

/** A part of a list that need not begin where a page does. */
export interface PartRequest {
  /** How many rows are before it. */
  offset: number;
  limit: number;
}

/**
 * One page of a query's rows, and how many rows the query has in all. That is asked of the database only where the
 * page does not tell: a page that is not full, and not empty after others, is the last one.
 *
 * @param query with its order, which must tell any two rows apart
 */
export async function readPage<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  request: PageRequest | PartRequest,
): Promise<{ rows: Row[]; total: number }> {
  const { limit } = request;
  const before = 'offset' in request ? request.offset : (request.page - 1) * limit;
  // Written into the text: SQLite plans a query anew each time that a limit is bound to it.
  const first = query.limit(sql.lit(limit));
  const rows = (await (before === 0 ? first : first.offset(sql.lit(before))).execute()) as Row[];
  if (rows.length < limit && (rows.length > 0 || before === 0)) return { rows, total: before + rows.length };
  const count = query
    .clearSelect()
    .clearOrderBy()
    .select((eb) => eb.fn.countAll<number>().as('total'));
  const { total } = (await count.executeTakeFirstOrThrow()) as { total: number };
  return { rows, total: Number(total) };
}
