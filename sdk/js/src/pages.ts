import type { Pagination } from './types.ts';

/** One page of a list; `for await` goes through all of them. */
export class Page<T> implements AsyncIterable<T> {
  readonly items: readonly T[];
  readonly pagination: Pagination;
  readonly #load: (page: number) => Promise<Page<T>>;

  constructor(items: readonly T[], pagination: Pagination, load: (page: number) => Promise<Page<T>>) {
    this.items = items;
    this.pagination = pagination;
    this.#load = load;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (let page: Page<T> = this; ; page = await this.#load(page.pagination.page + 1)) {
      yield* page.items;
      if (page.pagination.page >= page.pagination.pages) return;
    }
  }
}
