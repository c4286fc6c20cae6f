import { EMOTIONS, type Emotion } from '../../shared/emotion.ts';
import { smoothStep } from './smooth-step.ts';

/** A weight from 0 to 1 for each emotion but `neutral`; they add up to 1 at most. */
export type EmotionWeights = Record<Exclude<Emotion, 'neutral'>, number>;

const FADE_IN_S = 0.35;
const FADE_OUT_S = 0.6;

/** The emotions that a face shows. */
export const SHOWN_EMOTIONS = EMOTIONS.filter((emotion) => emotion !== 'neutral');

/** Blends from one emotion to the next, and back to neutral once it was released. */
export class EmotionMixer {
  #target: Emotion = 'neutral';
  #releaseInS = Number.POSITIVE_INFINITY;
  readonly #linear: EmotionWeights = { happy: 0, angry: 0, sad: 0, relaxed: 0, surprised: 0 };
  readonly weights: EmotionWeights = { ...this.#linear };

  get target(): Emotion {
    return this.#target;
  }

  /** True while a weight is still on its way. */
  get moving(): boolean {
    return SHOWN_EMOTIONS.some((emotion) => this.#linear[emotion] !== (emotion === this.#target ? 1 : 0));
  }

  /** Turns to `emotion` and holds it until `release`. */
  set(emotion: Emotion): void {
    this.#target = emotion;
    this.#releaseInS = Number.POSITIVE_INFINITY;
  }

  /** Lets the face return to neutral after `inS` seconds. */
  release(inS: number): void {
    this.#releaseInS = inS;
  }

  update(deltaS: number): EmotionWeights {
    this.#releaseInS -= deltaS;
    if (this.#releaseInS <= 0) this.#target = 'neutral';
    let sum = 0;
    for (const emotion of SHOWN_EMOTIONS) {
      const step = emotion === this.#target ? deltaS / FADE_IN_S : -deltaS / FADE_OUT_S;
      const linear = Math.min(Math.max(this.#linear[emotion] + step, 0), 1);
      this.#linear[emotion] = linear;
      this.weights[emotion] = smoothStep(linear);
      sum += this.weights[emotion];
    }
    if (sum > 1) for (const emotion of SHOWN_EMOTIONS) this.weights[emotion] /= sum;
    return this.weights;
  }
}
