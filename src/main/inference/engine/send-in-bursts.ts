/** A message between processes costs about as much as a token of a small model; this long, tokens may share one. */
const BURST_MS = 2;

/**
 * Passes on the events of `source`: the first at once, and later ones at once too when they come slowly. Events
 * that come faster than every two milliseconds are sent together. All events are sent when the promise resolves
 * or rejects.
 */
export async function sendInBursts<T>(source: AsyncIterable<T>, send: (events: T[]) => void): Promise<void> {
  let waiting: T[] = [];
  let lastSentMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    lastSentMs = performance.now();
    send(events);
  };
  try {
    for await (const event of source) {
      waiting.push(event);
      if (performance.now() - lastSentMs >= BURST_MS) flush();
      else timer ??= setTimeout(flush, BURST_MS);
    }
  } finally {
    flush();
  }
}
