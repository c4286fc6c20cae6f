import { expect, test } from 'vitest';
import type { BoneClip } from './bone-clip.ts';
import { type ClipTarget, GesturePlayer } from './gesture-player.ts';

const NOD: BoneClip = {
  durationS: 1.5,
  rotations: [{ bone: 'head', sample: () => [0.1, 0, 0, 1] }],
  hips: null,
  expressions: [{ name: 'happy', sample: () => [0.8] }],
};

function weightNow(player: GesturePlayer): { head: number; happy: number } {
  let head = 0;
  const target: ClipTarget = {
    blend: (_, __, weight) => (head = Math.max(head, weight)),
    blendHips: () => {},
  };
  const expressions = new Map<string, number>();
  player.apply(target, expressions);
  return { head, happy: expressions.get('happy') ?? 0 };
}

test('a gesture fades in over what the body does, and out before its end', () => {
  const player = new GesturePlayer();
  player.play('nod', NOD);
  player.update(0.05);
  expect(weightNow(player).head).toBeGreaterThan(0);
  expect(weightNow(player).head).toBeLessThan(0.5);
  player.update(0.5);
  expect(weightNow(player)).toEqual({ head: 1, happy: 0.8 });
  for (let frame = 0; frame < 45; frame++) player.update(1 / 60);
  const fading = weightNow(player).head;
  expect(fading).toBeLessThan(1);
  player.update(0.6);
  expect(player.active).toBe(false);
  expect(weightNow(player)).toEqual({ head: 0, happy: 0 });
});

test('a new gesture takes over without a jump', () => {
  const player = new GesturePlayer();
  player.play('nod', NOD);
  player.update(0.5);
  player.play('wave', { ...NOD, durationS: 3 });
  expect(weightNow(player).head).toBe(1);
  expect(player.names).toEqual(['wave']);
  for (let frame = 0; frame < 60; frame++) player.update(1 / 60);
  expect(player.names).toEqual(['wave']);
  expect(player.weight).toBe(1);
});

test('stopping fades out', () => {
  const player = new GesturePlayer();
  player.play('nod', NOD);
  player.update(0.5);
  player.stop();
  player.update(0.1);
  expect(player.weight).toBeGreaterThan(0);
  player.update(0.5);
  expect(player.active).toBe(false);
});
