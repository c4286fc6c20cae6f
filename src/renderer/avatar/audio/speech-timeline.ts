import type { SpeechChunkFrame } from '../../../shared/realtime.ts';

/** A chunk with its place in time; seconds of whatever clock drives the timeline. */
export interface TimedChunk {
  readonly chunk: SpeechChunkFrame;
  startS: number;
  endS: number;
  /** Silence to leave after it. */
  readonly pauseAfterS: number;
  started: boolean;
  gesturesFired: number;
}

export type TimelineEvent =
  | { type: 'start'; timed: TimedChunk }
  | { type: 'gesture'; timed: TimedChunk; name: SpeechChunkFrame['gestures'][number]['name'] }
  | { type: 'end'; timed: TimedChunk };

/** Puts chunks one after the other on a clock and tells what is due. Knows no audio. */
export class SpeechTimeline {
  #chunks: TimedChunk[] = [];
  #freeFromS = Number.NEGATIVE_INFINITY;

  get chunks(): readonly TimedChunk[] {
    return this.#chunks;
  }

  /** Places a chunk right after the one before and its pause, or at `earliestS` where that is over. */
  append(chunk: SpeechChunkFrame, durationS: number, pauseAfterS: number, earliestS: number): TimedChunk {
    const startS = Math.max(this.#freeFromS, earliestS);
    const timed = { chunk, startS, endS: startS + durationS, pauseAfterS, started: false, gesturesFired: 0 };
    this.#chunks.push(timed);
    this.#freeFromS = timed.endS + pauseAfterS;
    return timed;
  }

  /** The chunk that sounds at `nowS`, or begins within `leadS` of it, if any. */
  at(nowS: number, leadS = 0): TimedChunk | null {
    return this.#chunks.find((timed) => nowS >= timed.startS - leadS && nowS < timed.endS) ?? null;
  }

  /** Everything that became due up to `nowS`, in order, each once. Chunks that ended leave the timeline. */
  advance(nowS: number): TimelineEvent[] {
    const events: TimelineEvent[] = [];
    for (let timed = this.#chunks[0]; timed && timed.startS <= nowS; timed = this.#chunks[0]) {
      if (!timed.started) {
        timed.started = true;
        events.push({ type: 'start', timed });
      }
      const { gestures } = timed.chunk;
      for (let next = gestures[timed.gesturesFired]; next; next = gestures[timed.gesturesFired]) {
        if (timed.startS + next.t / 1000 > nowS && timed.endS > nowS) break;
        timed.gesturesFired++;
        events.push({ type: 'gesture', timed, name: next.name });
      }
      if (timed.endS > nowS) break;
      this.#chunks.shift();
      events.push({ type: 'end', timed });
    }
    return events;
  }

  /** When something becomes due next, or null where nothing is left. */
  nextDueS(): number | null {
    const first = this.#chunks[0];
    if (!first) return null;
    if (!first.started) return first.startS;
    const gesture = first.chunk.gestures[first.gesturesFired];
    return gesture ? Math.min(first.startS + gesture.t / 1000, first.endS) : first.endS;
  }

  /** Moves everything by `byS`, when another clock takes over. */
  shift(byS: number): void {
    for (const timed of this.#chunks) {
      timed.startS += byS;
      timed.endS += byS;
    }
    this.#freeFromS += byS;
  }

  clear(): void {
    this.#chunks = [];
    this.#freeFromS = Number.NEGATIVE_INFINITY;
  }
}
