import { heardTimeS } from './heard-time.ts';

const FADE_OUT_S = 0.03;
const VOLUME_TAU_S = 0.015;

/** The way of sound: sources → turn gain (faded when cut off) → volume → analyser → loudspeaker. */
export class SoundOutput {
  readonly context: AudioContext;
  readonly #volume: GainNode;
  readonly #analyser: AnalyserNode;
  readonly #window: Float32Array<ArrayBuffer>;
  readonly #sources = new Set<AudioBufferSourceNode>();
  #turn: GainNode;

  constructor(context: AudioContext) {
    this.context = context;
    this.#analyser = context.createAnalyser();
    this.#analyser.fftSize = 1024;
    this.#window = new Float32Array(this.#analyser.fftSize);
    this.#volume = context.createGain();
    this.#volume.connect(this.#analyser).connect(context.destination);
    this.#turn = this.#newTurn();
  }

  /** Context time of what is heard now. */
  heardS(): number {
    return heardTimeS(this.context, performance.now());
  }

  setVolume(volume: number): void {
    this.#volume.gain.setTargetAtTime(volume, this.context.currentTime, VOLUME_TAU_S);
  }

  /** Plays `buffer` so that its first sample would sound at `startS`; joins in where that is past. */
  play(buffer: AudioBuffer, startS: number): void {
    const lateS = this.context.currentTime - startS;
    if (lateS >= buffer.duration) return;
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.#turn);
    source.addEventListener('ended', () => {
      this.#sources.delete(source);
      source.disconnect();
    });
    this.#sources.add(source);
    if (lateS > 0) source.start(0, lateS);
    else source.start(startS);
  }

  /** Fades out within 30 ms what sounds, and drops what was to come. */
  cutOff(): void {
    const now = this.context.currentTime;
    const turn = this.#turn;
    turn.gain.setValueAtTime(1, now);
    turn.gain.linearRampToValueAtTime(0, now + FADE_OUT_S);
    for (const source of this.#sources) source.stop(now + FADE_OUT_S);
    this.#turn = this.#newTurn();
    setTimeout(() => turn.disconnect(), 500);
  }

  /** Root mean square of the last 1024 samples that went out, after volume; 0 is silence. */
  rms(): number {
    this.#analyser.getFloatTimeDomainData(this.#window);
    const energy = this.#window.reduce((sum, sample) => sum + sample * sample, 0);
    return Math.sqrt(energy / this.#window.length);
  }

  async close(): Promise<void> {
    for (const source of this.#sources) source.stop();
    if (this.context.state !== 'closed') await this.context.close();
  }

  #newTurn(): GainNode {
    const turn = this.context.createGain();
    turn.connect(this.#volume);
    return turn;
  }
}
