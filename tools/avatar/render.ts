/**
 * Draws contact sheets to look at: `node tools/avatar/render.ts FOLDER [views] [face] [expressions] [hero] [close] [gestures] [CLIP ...]`.
 * `thumbnail` writes the picture that the model's meta holds. The environment's MODEL names another VRM file to look at.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { CLIPS } from './animation/clips.ts';
import { FACE_CHANGES } from './face/expressions.ts';
import { contactSheet, renderShots } from './render-shots.ts';
import type { Shot } from './shot.ts';

const [folder = '.', ...wanted] = process.argv.slice(2);
const LIGHT = '#f4f1ec';
const DARK = '#20232b';
const whole = { target: [0, 0.59, 0] as [number, number, number], height: 1.34, background: LIGHT };
const near = { target: [0, 0.925, 0] as [number, number, number], height: 0.46, background: LIGHT };

function shots(sheet: string): { shots: Shot[]; width: number; height: number; columns: number } {
  const standing = { animation: 'idle', seconds: 0.5 };
  if (sheet === 'views')
    return {
      width: 400,
      height: 520,
      columns: 4,
      shots: [
        ...[0, 35, 90, 180].map((azimuth) => ({ ...whole, ...standing, azimuth })),
        { ...whole, azimuth: 0 },
        { ...whole, ...standing, azimuth: -40, elevation: 30, background: DARK },
        { ...whole, ...standing, azimuth: -145, elevation: 5, background: DARK },
        { ...whole, ...standing, azimuth: 20, elevation: -15, background: DARK },
      ],
    };
  if (sheet === 'face')
    return {
      width: 560,
      height: 560,
      columns: 2,
      shots: [0, 40, 75, 150].map((azimuth) => ({ ...near, azimuth })),
    };
  if (sheet === 'expressions') {
    const names = [...Object.keys(FACE_CHANGES).filter((name) => !name.startsWith('look')), 'blink'];
    const mixes: Array<Record<string, number>> = [
      { happy: 1, aa: 1 },
      { happy: 1, ou: 1 },
      { happy: 1, blink: 1 },
      { angry: 1, ee: 1 },
      { sad: 1, oh: 1 },
      { blink: 0.5 },
    ];
    const gazes: Array<[number, number, number]> = [
      [3, 0.88, 2],
      [-3, 0.88, 2],
      [0, 3.2, 2],
      [0, -2, 2],
    ];
    const close = { ...near, target: [0, 0.88, 0] as [number, number, number], height: 0.3, azimuth: 0 };
    return {
      width: 250,
      height: 250,
      columns: 6,
      shots: [
        ...names.map((name) => ({ ...close, expressions: { [name]: 1 } })),
        ...mixes.map((expressions): Shot => ({ ...close, expressions })),
        ...gazes.map((lookAt) => ({ ...close, lookAt })),
      ],
    };
  }
  if (sheet === 'hero')
    return {
      width: 640,
      height: 800,
      columns: 2,
      shots: [
        { ...whole, ...standing, azimuth: -18, elevation: 4, expressions: { happy: 0.8 } },
        {
          ...whole,
          azimuth: 8,
          background: DARK,
          animation: 'wave',
          seconds: 1.1,
          expressions: { happy: 1, aa: 0.5 },
        },
      ],
    };
  if (sheet === 'close') {
    const eye = { ...near, target: [0.03, 0.88, 0.05] as [number, number, number], height: 0.22 };
    return {
      width: 640,
      height: 640,
      columns: 2,
      shots: [
        { ...eye, azimuth: 40 },
        { ...eye, azimuth: 80 },
        {
          ...eye,
          azimuth: 10,
          elevation: 15,
          target: [0, 0.7, 0.05],
          height: 0.3,
          animation: 'idle',
        },
        {
          ...eye,
          azimuth: 0,
          target: [-0.24, 0.8, 0.05],
          height: 0.25,
          animation: 'wave',
          seconds: 1.1,
        },
      ],
    };
  }
  if (sheet === 'gestures') {
    const upper = { ...whole, target: [0, 0.78, 0] as [number, number, number], height: 0.92 };
    return {
      width: 420,
      height: 420,
      columns: 4,
      shots: CLIPS.filter(({ name }) => !['idle', 'nod', 'shake_head'].includes(name)).flatMap(
        ({ name, duration }) =>
          [0, 55].map((azimuth) => ({
            ...upper,
            animation: name,
            seconds: duration * 0.45,
            azimuth,
          })),
      ),
    };
  }
  const clip = CLIPS.find((one) => one.name === sheet);
  if (!clip) throw new Error(`There is no sheet called ${sheet}`);
  const times = Array.from({ length: 8 }, (_, i) => (clip.duration * i) / 7);
  return {
    width: 300,
    height: 380,
    columns: 8,
    shots: times.map((seconds, i) => ({
      ...whole,
      animation: sheet,
      seconds,
      azimuth: i % 4 === 3 ? 50 : 0,
    })),
  };
}

mkdirSync(folder, { recursive: true });
if (wanted.includes('thumbnail')) {
  const shot: Shot = {
    ...near,
    background: '#ffe9c7',
    target: [0, 0.93, 0],
    height: 0.6,
    azimuth: 14,
    expressions: { happy: 0.6 },
    animation: 'idle',
    seconds: 0.5,
  };
  const [picture] = await renderShots([shot], 256, 256);
  writeFileSync(
    fileURLToPath(new URL('thumbnail.png', import.meta.url)),
    PNG.sync.write(picture!, { colorType: 2 }),
  );
}
for (const sheet of wanted.filter((name) => name !== 'thumbnail')) {
  const plan = shots(sheet);
  const pictures = await renderShots(plan.shots, plan.width, plan.height);
  const file = join(folder, `${sheet}.png`);
  writeFileSync(file, PNG.sync.write(contactSheet(pictures, plan.columns)));
  console.log(file);
}
