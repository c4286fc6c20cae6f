/** One page of a list that is all there. */
export function pageIn<Item>(all: readonly Item[], { page, limit }: { page: number; limit: number }): Item[] {
  return all.slice((page - 1) * limit, page * limit);
}
