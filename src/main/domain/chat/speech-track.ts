import type { SpeechChunkFrame } from '../../../shared/realtime.ts';
import type { Clause } from './clause-builder.ts';

/** A clause as sound. */
export interface SpokenClause {
  /** A whole WAV file; empty when there is nothing to hear. */
  wav: Uint8Array;
  sampleRateHz: number;
  durationMs: number;
  visemes: SpeechChunkFrame['visemes'];
}

export type SpeakClause = (clause: Clause, signal: AbortSignal) => Promise<SpokenClause>;

export interface SpeechTrackOptions {
  conversationId: string;
  messageId: string;
  speak: SpeakClause;
  publish(frame: SpeechChunkFrame): void;
  signal: AbortSignal;
}

/** No clause is made while this many others still wait to be heard. */
const CLAUSES_AHEAD = 2;

/**
 * Speaks the clauses of one answer while it is still being written.
 *
 * It keeps the clock of a listener who plays each clause when the one before has ended, and stays at most two clauses
 * ahead of that listener: so an interruption wastes little work, and what had been said is known.
 */
export class SpeechTrack {
  readonly #options: SpeechTrackOptions;
  readonly #waiting: Clause[] = [];
  /** When each published clause begins and ends for the listener, in `performance.now()` milliseconds. */
  readonly #played: { text: string; startMs: number; endMs: number }[] = [];
  #ended = false;
  #sentFinal = false;
  #wake: () => void = () => {};
  readonly done: Promise<void>;

  constructor(options: SpeechTrackOptions) {
    this.#options = options;
    this.done = this.#run();
    // Whoever waits for `done` sees the failure; until then it must not count as unhandled.
    this.done.catch(() => {});
  }

  push(clauses: readonly Clause[]): void {
    this.#waiting.push(...clauses);
    this.#wake();
  }

  /** No more clauses come. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Lets the listener know that a speech which was cut off is over. The signal was aborted, so nothing follows. */
  cutOff(): void {
    if (this.#played.length > 0) this.#sendFinal();
  }

  /** What the listener has begun to hear by now. */
  saidSoFar(): string {
    const nowMs = performance.now();
    return this.#played
      .filter(({ startMs }) => startMs <= nowMs)
      .map(({ text }) => text)
      .join('');
  }

  /** When the listener has heard everything that was published, in `performance.now()` milliseconds. */
  get heardAtMs(): number {
    return this.#played.at(-1)?.endMs ?? 0;
  }

  async #run(): Promise<void> {
    const { signal } = this.#options;
    while (!signal.aborted) {
      const clause = this.#waiting.shift();
      if (clause === undefined) {
        if (this.#ended) break;
        await this.#more();
        continue;
      }
      await this.#listenerCatchesUp();
      if (signal.aborted) return;
      const spoken = await this.#options.speak(clause, signal);
      if (signal.aborted) return;
      this.#publish(clause, spoken, this.#ended && this.#waiting.length === 0);
    }
    if (!signal.aborted) this.#sendFinal();
  }

  /** An empty chunk that says that the one before was the last, where that one did not say so. */
  #sendFinal(): void {
    if (!this.#sentFinal) this.#publish({ text: '', emotion: 'neutral', gestures: [] }, SILENCE, true);
  }

  #publish(clause: Clause, spoken: SpokenClause, isFinal: boolean): void {
    this.#sentFinal = isFinal;
    const index = this.#played.length;
    const startMs = Math.max(performance.now(), this.#played.at(-1)?.endMs ?? 0);
    this.#played.push({ text: clause.text, startMs, endMs: startMs + spoken.durationMs });
    this.#options.publish({
      type: 'speech_chunk',
      conversation_id: this.#options.conversationId,
      message_id: this.#options.messageId,
      index,
      text: clause.text,
      audio: {
        format: 'wav',
        sample_rate: spoken.sampleRateHz,
        data: Buffer.from(spoken.wav.buffer, spoken.wav.byteOffset, spoken.wav.byteLength).toString('base64'),
      },
      duration_ms: spoken.durationMs,
      visemes: spoken.visemes,
      emotion: clause.emotion,
      gestures: clause.gestures.map(({ name, at }) => ({ name, t: Math.round(at * spoken.durationMs) })),
      is_final: isFinal,
    });
  }

  async #listenerCatchesUp(): Promise<void> {
    const { signal } = this.#options;
    while (!signal.aborted) {
      const nowMs = performance.now();
      const ahead = this.#played.filter(({ startMs }) => startMs > nowMs);
      const next = ahead.at(-CLAUSES_AHEAD);
      if (next === undefined) return;
      await sleep(next.startMs - nowMs, signal);
    }
  }

  #more(): Promise<void> {
    const { signal } = this.#options;
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#wake = wake;
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}

/** Where there is nothing to hear. */
export const SILENCE: SpokenClause = {
  wav: new Uint8Array(0),
  sampleRateHz: 22_050,
  durationMs: 0,
  visemes: [],
};

/** Waits; an abort ends the waiting early and is no error. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal.addEventListener('abort', wake, { once: true });
  });
}
