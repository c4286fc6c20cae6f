import { clamp, damp } from './damp.ts';

/** A direction from the character's eyes, in degrees: yaw to its left, pitch downwards. */
export interface Direction {
  yawDeg: number;
  pitchDeg: number;
}

export const EYE_LIMIT: Direction = { yawDeg: 26, pitchDeg: 18 };
const HEAD_LIMIT: Direction = { yawDeg: 38, pitchDeg: 20 };
/** The head stays where it is for targets this near to where it points. */
const HEAD_DEADZONE_DEG = 6;
const HEAD_SHARE = 0.62;
const HEAD_TAU_S = 0.32;
const LET_GO_FROM_DEG = 24;
const LET_GO_AT_DEG = 40;
const EYE_TAU_S = 0.035;

/** Turns the head softly after a target; the eyes get there first. */
export class HeadFollow {
  readonly head: Direction = { yawDeg: 0, pitchDeg: 0 };

  /** `amount`: 0 leaves the head alone, 1 follows. */
  update(deltaS: number, target: Direction, amount: number): Direction {
    const yaw = beyond(target.yawDeg, HEAD_DEADZONE_DEG) * HEAD_SHARE * amount;
    const pitch = beyond(target.pitchDeg, HEAD_DEADZONE_DEG * 0.6) * HEAD_SHARE * amount;
    this.head.yawDeg = damp(this.head.yawDeg, clampTo(yaw, HEAD_LIMIT.yawDeg), HEAD_TAU_S, deltaS);
    this.head.pitchDeg = damp(this.head.pitchDeg, clampTo(pitch, HEAD_LIMIT.pitchDeg), HEAD_TAU_S, deltaS);
    return this.head;
  }
}

/** Turns the eyes to a direction that is given in the head's own frame, within what eyes can do. */
export class EyeFollow {
  readonly eyes: Direction = { yawDeg: 0, pitchDeg: 0 };

  update(deltaS: number, inHead: Direction): Direction {
    const yaw = clampTo(inHead.yawDeg, EYE_LIMIT.yawDeg);
    const pitch = clampTo(inHead.pitchDeg, EYE_LIMIT.pitchDeg) * (1 - letGo(-inHead.pitchDeg));
    this.eyes.yawDeg = damp(this.eyes.yawDeg, yaw, EYE_TAU_S, deltaS);
    this.eyes.pitchDeg = damp(this.eyes.pitchDeg, pitch, EYE_TAU_S, deltaS);
    return this.eyes;
  }
}

/** The direction of the vector (x, y, z) for a character that faces +Z, its left at +X. */
export function directionOf(x: number, y: number, z: number): Direction {
  return {
    yawDeg: (Math.atan2(x, z) * 180) / Math.PI,
    pitchDeg: (-Math.atan2(y, Math.hypot(x, z)) * 180) / Math.PI,
  };
}

/** A head bowed low lets go of what it looked at: eyes rolled up at somebody are a threat. */
function letGo(upDeg: number): number {
  return clamp((upDeg - LET_GO_FROM_DEG) / (LET_GO_AT_DEG - LET_GO_FROM_DEG), 0, 1);
}

function beyond(value: number, deadzone: number): number {
  return Math.sign(value) * Math.max(Math.abs(value) - deadzone, 0);
}

function clampTo(value: number, limit: number): number {
  return clamp(value, -limit, limit);
}
