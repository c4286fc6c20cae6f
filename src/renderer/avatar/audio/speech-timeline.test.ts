import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SpeechChunkFrame } from '../../../shared/realtime.ts';
import { SpeechTimeline } from './speech-timeline.ts';

function chunk(index: number, gestureTimesMs: number[] = []): SpeechChunkFrame {
  return {
    type: 'speech_chunk',
    conversation_id: 'conv_1',
    message_id: 'msg_1',
    index,
    text: '',
    audio: { format: 'wav', sample_rate: 22050, data: '' },
    duration_ms: 0,
    visemes: [],
    emotion: 'neutral',
    gestures: gestureTimesMs.map((t) => ({ name: 'nod', t })),
    is_final: false,
  };
}

test('clauses follow each other without a gap, or with the pause that was asked for', () => {
  const timeline = new SpeechTimeline();
  timeline.append(chunk(0), 1, 0, 5);
  timeline.append(chunk(1), 2, 0.2, 5);
  timeline.append(chunk(2), 1, 0, 5);
  expect(timeline.chunks.map(({ startS }) => startS)).toEqual([5, 6, 8.2]);
  expect(timeline.at(6.5)?.chunk.index).toBe(1);
  expect(timeline.at(8.1)).toBeNull();
  expect(timeline.at(8.15, 0.06)?.chunk.index).toBe(2);
});

test('a clause that comes late begins at once', () => {
  const timeline = new SpeechTimeline();
  timeline.append(chunk(0), 1, 0, 5);
  timeline.advance(20);
  expect(timeline.append(chunk(1), 1, 0, 20).startS).toBe(20);
});

test('gestures come at their time in the clause', () => {
  const timeline = new SpeechTimeline();
  timeline.append(chunk(0, [400]), 1, 0, 0);
  expect(timeline.advance(0.3).map(({ type }) => type)).toEqual(['start']);
  expect(timeline.nextDueS()).toBeCloseTo(0.4);
  expect(timeline.advance(0.41).map(({ type }) => type)).toEqual(['gesture']);
  expect(timeline.advance(1).map(({ type }) => type)).toEqual(['end']);
  expect(timeline.nextDueS()).toBeNull();
});

test('however often one looks, everything happens once and in order', () => {
  const clause = fc.record({
    durationS: fc.double({ min: 0, max: 3, noNaN: true }),
    pauseS: fc.double({ min: 0, max: 0.3, noNaN: true }),
    gestures: fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 3 }),
  });
  const looks = fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.array(clause, { maxLength: 8 }), looks, (clauses, stepsS) => {
      const timeline = new SpeechTimeline();
      clauses.forEach(({ durationS, pauseS, gestures }, index) => {
        timeline.append(
          chunk(
            index,
            gestures.toSorted((a, b) => a - b),
          ),
          durationS,
          pauseS,
          1,
        );
      });
      let nowS = 0;
      const seen: string[] = [];
      for (const stepS of [...stepsS, 1000]) {
        nowS += stepS;
        for (const { type, timed } of timeline.advance(nowS)) seen.push(`${timed.chunk.index} ${type}`);
      }
      const expected = clauses.flatMap(({ gestures }, index) => [
        `${index} start`,
        ...gestures.map(() => `${index} gesture`),
        `${index} end`,
      ]);
      expect(seen).toEqual(expected);
    }),
  );
});

test('another clock takes over where the first one was', () => {
  const timeline = new SpeechTimeline();
  timeline.append(chunk(0), 2, 0, 100);
  timeline.shift(-95);
  expect(timeline.at(6)?.startS).toBe(5);
  expect(timeline.append(chunk(1), 1, 0, 0).startS).toBe(7);
});
