import type { SpeechChunkFrame } from '../../../shared/realtime.ts';
import { Emitter } from '../emitter.ts';
import { pauseAfterMs, trailingSilenceMs } from './clause-pause.ts';
import { decodeSpeech } from './decode-speech.ts';
import { onNextAct } from './on-next-act.ts';
import { SoundOutput } from './sound-output.ts';
import type { SpeechEvents, SpeechMoment } from './speech-events.ts';
import { SpeechTimeline, type TimedChunk } from './speech-timeline.ts';

const LEAD_S = 0.012;
/** The mouth opens before the sound. */
const MOUTH_LEAD_S = 0.06;
/** How long a context may take to start before it counts as blocked, and where the person has acted already. */
const PATIENCE_MS = 400;
const PATIENCE_AFTER_ACT_MS = 3000;
/** How long the rest of an unfinished message may take before the character falls silent. */
const STARVED_MS = 2500;
/** A running context costs power, also when it plays nothing. */
const SUSPEND_AFTER_MS = 20_000;
const REMEMBERED_INTERRUPTIONS = 64;

/**
 * Plays the clauses of speech one after the other on the audio clock, and tells where in which clause the listener
 * is. Without sound (no device, or none allowed yet) the same timeline runs on the wall clock.
 */
export class SpeechPlayer {
  readonly #events = new Emitter<SpeechEvents>();
  readonly #timeline = new SpeechTimeline();
  readonly #createContext: () => AudioContext;
  readonly #buffers = new Map<TimedChunk, AudioBuffer>();
  readonly #interruptedMessages = new Set<string>();
  /** From the start, so that the first clause finds an open context: starting one takes its time. */
  #unlocking: AbortController | null = onNextAct(() => this.#warmUp());
  #output: SoundOutput | null = null;
  #outputFailed = false;
  /** Which clock the timeline's seconds are of. */
  #audible = false;
  #blocked = false;
  #muted = false;
  #volume = 1;
  #generation = 0;
  #decoding: Promise<void> = Promise.resolve();
  #pending: string[] = [];
  #lastWasFinal = true;
  #speaking = false;
  #tick: ReturnType<typeof setTimeout> | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** `createContext` is called at the first clause, or at `unlock`. */
  constructor(createContext: () => AudioContext = () => new AudioContext({ latencyHint: 'interactive' })) {
    this.#createContext = createContext;
  }

  /** Returns the function that stops the listener. */
  on<Name extends keyof SpeechEvents>(name: Name, listener: (value: SpeechEvents[Name]) => void): () => void {
    return this.#events.on(name, listener);
  }

  /** True while the browser withholds sound until the person clicks or presses a key. */
  get blocked(): boolean {
    return this.#blocked;
  }

  /** True from the first clause to `idle`. */
  get speaking(): boolean {
    return this.#speaking;
  }

  /** Adds the next clause. Clauses of a message that was cut off are dropped. */
  enqueue(chunk: SpeechChunkFrame): void {
    if (this.#interruptedMessages.has(chunk.message_id)) return;
    const generation = this.#generation;
    this.#pending.push(chunk.message_id);
    clearTimeout(this.#rest);
    void this.#start();
    this.#decoding = this.#decoding.then(() => this.#place(chunk, generation));
  }

  /** Silences the character within 30 ms and forgets what it was about to say. */
  interrupt(): void {
    const messages = [...this.#timeline.chunks.map((timed) => timed.chunk.message_id), ...this.#pending];
    for (const id of messages) this.#interruptedMessages.add(id);
    for (const id of this.#interruptedMessages) {
      if (this.#interruptedMessages.size <= REMEMBERED_INTERRUPTIONS) break;
      this.#interruptedMessages.delete(id);
    }
    this.#generation++;
    this.#pending = [];
    this.#timeline.clear();
    this.#buffers.clear();
    this.#output?.cutOff();
    this.#finish(true);
  }

  /** 0 to 1. */
  setVolume(volume: number): void {
    this.#volume = Math.min(Math.max(volume, 0), 1);
    this.#output?.setVolume(this.#muted ? 0 : this.#volume);
  }

  /** Silence, while lips and captions go on. */
  setMuted(muted: boolean): void {
    this.#muted = muted;
    this.setVolume(this.#volume);
  }

  /** Call it when the person clicks or presses a key, where sound may be blocked. Resolves to whether sound plays. */
  async unlock(): Promise<boolean> {
    const context = this.#open()?.context;
    if (!context) return false;
    const mayStart = globalThis.navigator?.userActivation?.hasBeenActive;
    const patienceMs = mayStart ? PATIENCE_AFTER_ACT_MS : PATIENCE_MS;
    const patience = new Promise((resolve) => setTimeout(resolve, patienceMs));
    await Promise.race([context.resume(), patience]).catch(() => {});
    this.#chooseClock();
    return context.state === 'running';
  }

  /** What is heard now; null in silence. Fires what became due. */
  moment(): SpeechMoment | null {
    this.#advance();
    const nowS = this.#nowS();
    const timed = this.#timeline.at(nowS, MOUTH_LEAD_S);
    return timed ? { chunk: timed.chunk, tMs: (nowS - timed.startS) * 1000 } : null;
  }

  /** Loudness of what goes out, after volume and mute: root mean square, 0 to 1. */
  rms(): number {
    return this.#output?.rms() ?? 0;
  }

  /** The audio clock, in seconds, for tests; null without audio. */
  get audioTimeS(): number | null {
    return this.#output?.context.currentTime ?? null;
  }

  async dispose(): Promise<void> {
    this.interrupt();
    clearTimeout(this.#rest);
    this.#unlocking?.abort();
    this.#events.clear();
    await this.#output?.close();
    this.#output = null;
    this.#outputFailed = true;
  }

  #open(): SoundOutput | null {
    if (this.#output || this.#outputFailed) return this.#output;
    try {
      this.#output = new SoundOutput(this.#createContext());
    } catch {
      this.#outputFailed = true;
      return null;
    }
    this.setVolume(this.#volume);
    this.#output.context.addEventListener('statechange', () => this.#chooseClock());
    return this.#output;
  }

  async #start(): Promise<void> {
    const context = this.#open()?.context;
    if (!context || context.state === 'running') {
      this.#chooseClock();
      return;
    }
    if (!(await this.unlock())) this.#setBlocked(true);
  }

  async #place(chunk: SpeechChunkFrame, generation: number): Promise<void> {
    const output = this.#open();
    const buffer = output ? await decodeSpeech(chunk.audio.data, output.context) : null;
    if (output && output.context.state !== 'running' && !this.#blocked) await this.#start();
    if (generation !== this.#generation) return;
    this.#pending.shift();
    this.#chooseClock();
    const durationS = buffer?.duration ?? chunk.duration_ms / 1000;
    const trailingMs = buffer ? trailingSilenceMs(buffer.getChannelData(0), buffer.sampleRate) : 0;
    const pauseS = durationS > 0 ? pauseAfterMs(chunk.text, trailingMs) / 1000 : 0;
    const timed = this.#timeline.append(chunk, durationS, pauseS, this.#scheduleNowS() + LEAD_S);
    this.#lastWasFinal = chunk.is_final;
    if (buffer) {
      this.#buffers.set(timed, buffer);
      if (this.#audible) output?.play(buffer, timed.startS);
    }
    this.#speaking = true;
    this.#advance();
    this.#arm();
  }

  /** Moves the timeline between the audio clock and the wall clock, and picks up the sound where it is. */
  #chooseClock(): void {
    const audible = this.#output?.context.state === 'running';
    if (audible) this.#setBlocked(false);
    if (audible === this.#audible) return;
    const beforeS = this.#nowS();
    if (this.#audible) this.#output?.cutOff();
    this.#audible = audible;
    this.#timeline.shift(this.#nowS() - beforeS);
    if (audible) for (const [timed, buffer] of this.#buffers) this.#output?.play(buffer, timed.startS);
    this.#arm();
  }

  #nowS(): number {
    return this.#audible && this.#output ? this.#output.heardS() : performance.now() / 1000;
  }

  #scheduleNowS(): number {
    return this.#audible && this.#output ? this.#output.context.currentTime : performance.now() / 1000;
  }

  #advance(): void {
    const generation = this.#generation;
    const events = this.#timeline.advance(this.#nowS());
    if (events.length === 0) return;
    for (const event of events) {
      const { chunk } = event.timed;
      if (event.type === 'end') this.#buffers.delete(event.timed);
      if (event.type === 'start') this.#events.emit('chunkStart', chunk);
      else if (event.type === 'gesture') this.#events.emit('gesture', { name: event.name, chunk });
      else this.#events.emit('chunkEnd', chunk);
      // A listener may have cut the speech off.
      if (generation !== this.#generation) return;
    }
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#tick);
    const dueS = this.#timeline.nextDueS();
    if (dueS !== null) {
      const waitMs = Math.max((dueS - this.#nowS()) * 1000, 4);
      this.#tick = setTimeout(() => {
        this.#advance();
        this.#arm();
      }, waitMs);
    } else if (this.#speaking && this.#pending.length === 0) {
      if (this.#lastWasFinal) this.#finish(false);
      else this.#tick = setTimeout(() => this.#finish(false), STARVED_MS);
    }
  }

  async #warmUp(): Promise<void> {
    if (!(await this.unlock())) return;
    this.#unlocking?.abort();
    if (!this.#speaking && this.#pending.length === 0) this.#restSoon();
  }

  #restSoon(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#output?.context.suspend(), SUSPEND_AFTER_MS);
  }

  #finish(interrupted: boolean): void {
    clearTimeout(this.#tick);
    this.#restSoon();
    this.#lastWasFinal = true;
    if (!this.#speaking) return;
    this.#speaking = false;
    this.#events.emit('idle', { interrupted });
  }

  #setBlocked(blocked: boolean): void {
    if (blocked === this.#blocked) return;
    this.#blocked = blocked;
    this.#events.emit('blocked', blocked);
    this.#unlocking?.abort();
    this.#unlocking = blocked ? onNextAct(() => this.#warmUp()) : null;
  }
}
