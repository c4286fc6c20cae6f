import { type MouthPose, sampleMouth } from '../../shared/mouth-pose.ts';
import { VISEMES, type VisemeMark } from '../../shared/viseme.ts';
import { damp } from './damp.ts';

/** The shapes that VRM has a mouth expression for. */
export const MOUTH_SHAPES = VISEMES.filter((viseme) => viseme !== 'sil');

const CLOSE_TAU_S = 0.045;
const REST = 0.002;

/** Follows the marks of the clause that sounds, exactly; closes softly when speech stops in the middle of one. */
export class Mouth {
  readonly weights: MouthPose = { aa: 0, ih: 0, ou: 0, ee: 0, oh: 0 };

  /** The sum of all shapes, 0 to 1: how far the mouth is from rest. */
  get openness(): number {
    return Math.min(
      MOUTH_SHAPES.reduce((sum, shape) => sum + this.weights[shape], 0),
      1,
    );
  }

  /** `speech`: the marks of the clause and the time in it, or null when nothing sounds. */
  update(deltaS: number, speech: { marks: VisemeMark[]; tMs: number } | null): MouthPose {
    const pose = speech === null ? null : sampleMouth(speech.marks, speech.tMs);
    for (const shape of MOUTH_SHAPES) {
      const weight = pose === null ? damp(this.weights[shape], 0, CLOSE_TAU_S, deltaS) : pose[shape];
      this.weights[shape] = weight < REST ? 0 : Math.min(weight, 1);
    }
    return this.weights;
  }
}
