import type { VRM, VRMExpressionManager } from '@pixiv/three-vrm';
import type { MouthPose } from '../../shared/mouth-pose.ts';
import { type EmotionWeights, SHOWN_EMOTIONS } from './emotion-mixer.ts';
import type { MouthOverrides } from './face-balance.ts';
import { MOUTH_SHAPES } from './mouth.ts';
import type { Pose } from './pose.ts';

const JAW_OPEN_DEG = 14;

/** How wide each shape holds the jaw, for characters that have a jaw bone instead of mouth expressions. */
const JAW: MouthPose = { aa: 1, ih: 0.35, ou: 0.3, ee: 0.4, oh: 0.65 };

/** Writes weights into a character's expressions; what the character lacks is left out. */
export class Face {
  readonly #expressions: VRMExpressionManager | undefined;
  readonly #jawOnly: boolean;
  readonly #lidsClosedBy: readonly (keyof EmotionWeights)[];
  /** How each emotion of this character treats its mouth. */
  readonly overrides: MouthOverrides = {};

  constructor(vrm: VRM, pose: Pose) {
    this.#expressions = vrm.expressionManager;
    this.#jawOnly = this.#expressions?.getExpression('aa') == null && pose.has('jaw');
    // VRM 0.x cannot say that an expression closes the eyes; by custom these two do.
    this.#lidsClosedBy = vrm.meta.metaVersion === '0' ? ['happy', 'relaxed'] : [];
    for (const name of SHOWN_EMOTIONS) {
      const expression = this.#expressions?.getExpression(name);
      if (expression) this.overrides[name] = expression.overrideMouth;
    }
  }

  /** `fromClips`: weights that animations ask for; they add to the emotions and never to the mouth. */
  show(emotions: EmotionWeights, mouth: MouthPose, blink: number, fromClips: Map<string, number>): void {
    const expressions = this.#expressions;
    if (!expressions) return;
    let lids = blink;
    for (const name of SHOWN_EMOTIONS) expressions.setValue(name, emotions[name]);
    for (const name of this.#lidsClosedBy) lids *= 1 - emotions[name];
    for (const name of MOUTH_SHAPES) expressions.setValue(name, mouth[name]);
    expressions.setValue('blink', lids);
    for (const [name, weight] of fromClips) {
      expressions.setValue(name, Math.max(expressions.getValue(name) ?? 0, weight));
    }
  }

  /** Opens the jaw bone of characters that cannot talk otherwise. */
  moveJaw(pose: Pose, mouth: MouthPose): void {
    if (!this.#jawOnly) return;
    const open = MOUTH_SHAPES.reduce((sum, shape) => sum + mouth[shape] * JAW[shape], 0);
    pose.rotate('jaw', Math.min(open, 1) * JAW_OPEN_DEG, 0, 0);
  }
}
