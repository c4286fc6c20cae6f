import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GESTURES } from '../../../src/shared/emotion.ts';
import { readGlb } from '../gltf/read-glb.ts';
import { validate } from '../validate.ts';
import { CLIPS } from './clips.ts';
import { type Pose, pose } from './pose.ts';
import { STANDING } from './rest.ts';
import { writeVrma } from './vrma.ts';

const shipped = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../resources/animations/${name}.vrma`, import.meta.url));

/** The largest angle between two poses' bones, degrees. */
function apart(a: Pose, b: Pose): number {
  const angles = Object.keys(a.bones).map((bone) => {
    const [p, q] = [a.bones[bone]!, b.bones[bone]!];
    const cosine = Math.abs(p[0] * q[0] + p[1] * q[1] + p[2] * q[2] + p[3] * q[3]);
    return (2 * Math.acos(Math.min(1, cosine)) * 180) / Math.PI;
  });
  return Math.max(...angles);
}

describe('the shipped animations', () => {
  it('are idle and every gesture that a character can be told to make', () => {
    expect(CLIPS.map((clip) => clip.name).sort()).toEqual(['idle', ...GESTURES].sort());
  });

  describe.each(CLIPS)('$name', (clip) => {
    it('is what the program makes', () => {
      expect(Buffer.compare(writeVrma(clip), shipped(clip.name))).toBe(0);
    });

    it('has no errors for the glTF validator', async () => {
      const { errors, warnings, messages } = await validate(shipped(clip.name));
      expect({ errors, warnings }, messages.join('\n')).toEqual({ errors: 0, warnings: 0 });
    });

    it('turns only humanoid bones and moves only the hips', () => {
      const { json } = readGlb(shipped(clip.name));
      const bones: Record<string, { node: number }> = json.extensions.VRMC_vrm_animation.humanoid.humanBones;
      const nodes = new Set(Object.values(bones).map(({ node }) => node));
      const { channels } = json.animations[0]!;
      expect(channels.length).toBeGreaterThan(5);
      for (const { target } of channels) {
        expect(nodes.has(target.node)).toBe(true);
        if (target.path !== 'rotation')
          expect(target).toEqual({ node: bones.hips!.node, path: 'translation' });
      }
    });

    it('never jumps', () => {
      for (let time = 0; time + 1 / 60 <= clip.duration; time += 1 / 60)
        expect(apart(clip.at(time), clip.at(time + 1 / 60))).toBeLessThan(16);
    });
  });
});

describe('idle', () => {
  const idle = CLIPS.find((clip) => clip.name === 'idle')!;

  it('is at least eight seconds long and ends where it begins', () => {
    expect(idle.duration).toBeGreaterThanOrEqual(8);
    expect(apart(idle.at(0), idle.at(idle.duration))).toBeLessThan(0.01);
    expect(apart(idle.at(1 / 60), idle.at(idle.duration + 1 / 60))).toBeLessThan(0.01);
  });

  it('does move', () => {
    expect(apart(idle.at(0), idle.at(idle.duration / 4))).toBeGreaterThan(1);
  });
});

describe.each(CLIPS.filter((clip) => clip.name !== 'idle'))('$name', (clip) => {
  it('lasts from 1 to 3.5 seconds, begins and ends standing, and does something in between', () => {
    const standing = pose(STANDING);
    expect(clip.duration).toBeGreaterThanOrEqual(1);
    expect(clip.duration).toBeLessThanOrEqual(3.5);
    expect(apart(clip.at(0), standing)).toBeLessThan(0.1);
    expect(apart(clip.at(clip.duration), standing)).toBeLessThan(0.1);
    const middle = Math.max(...[0.3, 0.4, 0.5].map((part) => apart(clip.at(clip.duration * part), standing)));
    expect(middle).toBeGreaterThan(8);
  });

  it('bends elbows the way elbows bend', () => {
    for (let time = 0; time <= clip.duration; time += 0.1)
      for (const [side, sign] of [
        ['left', 1],
        ['right', -1],
      ] as const) {
        const [x, y, z, w] = clip.at(time).bones[`${side}LowerArm`]!;
        // The turn about the arm's own axis is taken out first; a bent elbow then turns about the left arm's -Y.
        const twist = Math.hypot(x, w) || 1;
        const hingeY = (w * y - x * z) / twist;
        expect(hingeY * sign).toBeLessThan(0.02);
      }
  });
});
