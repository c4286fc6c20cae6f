import { join } from 'node:path';
import { openBrowserPage, ROOT } from '../tests/avatar/browser-page.ts';
import { madeChunk } from '../tests/avatar/made-speech.ts';
import type { BenchTable } from './bench-table.ts';
import { median, percentile } from './statistics.ts';

interface FrameTimes {
  bareMs: number[];
  stageMs: number[];
  mouthMoved: boolean;
  hiddenFrames: number;
}

/** What a visible, speaking character costs a browser without a GPU, beside the least that shows the same model. */
export async function run(): Promise<BenchTable> {
  const opened = await openBrowserPage({ source: join(ROOT, 'bench/page'), width: 720, height: 480 });
  try {
    await opened.page.waitForFunction('globalThis.measureFrames !== undefined');
    const chunk = JSON.stringify(madeChunk({ index: 0, seconds: 120, isFinal: true }));
    const times = (await opened.page.evaluate(`globalThis.measureFrames(${chunk})`)) as FrameTimes;
    if (!times.mouthMoved) throw new Error('the character did not speak while it was measured');
    const bareMs = median(times.bareMs);
    const stageMs = median(times.stageMs);
    return {
      name: 'frame',
      note:
        `Milliseconds from the start of a frame until its picture is there, 360 × 480 pixels, software GL, ` +
        `${times.stageMs.length} frames of each in turns. The aim is a ratio of at most 1.3.`,
      columns: ['loop', 'median', '90th percentile', 'ratio'],
      rows: [
        ['bare three-vrm', bareMs.toFixed(1), percentile(times.bareMs, 0.9).toFixed(1), '1.00'],
        [
          'stage, speaking',
          stageMs.toFixed(1),
          percentile(times.stageMs, 0.9).toFixed(1),
          (stageMs / bareMs).toFixed(2),
        ],
        ['stage, hidden for 2 s', `${times.hiddenFrames} frames`, '', ''],
      ],
    };
  } finally {
    await opened.close();
  }
}
