/**
 * How many rows a list has in all. Only asks the database when the page does not tell: a page that is not full, and
 * not empty after others, is the last one.
 *
 * @param page from 1
 * @param rowCount rows on this page
 */
export async function totalOf(
  { page, limit }: { page: number; limit: number },
  rowCount: number,
  count: () => Promise<{ total: number }>,
): Promise<number> {
  if (rowCount < limit && (rowCount > 0 || page === 1)) return (page - 1) * limit + rowCount;
  return Number((await count()).total);
}
