import type { Vec3 } from './vector.ts';

/** An edge that could be collapsed into `target`; `stamp` tells whether its ends have changed since. */
export interface Collapse {
  cost: number;
  a: number;
  b: number;
  target: Vec3;
  stamp: number;
}

/** A binary heap, cheapest collapse first; ties are broken by vertex numbers so that every run is the same. */
export class EdgeQueue {
  #heap: Collapse[] = [];

  push(edge: Collapse): void {
    const heap = this.#heap;
    let i = heap.length;
    heap.push(edge);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(edge, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = edge;
  }

  pop(): Collapse | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!last || !heap.length) return first;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return first;
  }
}

function before(x: Collapse, y: Collapse): boolean {
  return x.cost !== y.cost ? x.cost < y.cost : x.a !== y.a ? x.a < y.a : x.b < y.b;
}
