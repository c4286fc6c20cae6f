import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SpeechChunkFrame } from '../../../shared/realtime.ts';
import { SpeechPlayer } from './speech-player.ts';

/** A machine without sound: everything runs on the wall clock. */
function silentPlayer(): { player: SpeechPlayer; events: string[] } {
  const player = new SpeechPlayer(() => {
    throw new Error('no audio device');
  });
  const events: string[] = [];
  player.on('chunkStart', ({ index }) => events.push(`start ${index}`));
  player.on('chunkEnd', ({ index }) => events.push(`end ${index}`));
  player.on('gesture', ({ name }) => events.push(name));
  player.on('idle', ({ interrupted }) => events.push(interrupted ? 'interrupted' : 'idle'));
  return { player, events };
}

function chunk(index: number, extra: Partial<SpeechChunkFrame> = {}): SpeechChunkFrame {
  return {
    type: 'speech_chunk',
    conversation_id: 'conv_1',
    message_id: 'msg_1',
    index,
    text: 'and so on',
    audio: { format: 'wav', sample_rate: 22050, data: '' },
    duration_ms: 1000,
    visemes: [],
    emotion: 'neutral',
    gestures: [],
    is_final: false,
    ...extra,
  };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('clauses come one after the other, with their gestures, and then it is quiet', async () => {
  const { player, events } = silentPlayer();
  player.enqueue(chunk(0, { gestures: [{ name: 'nod', t: 500 }] }));
  player.enqueue(chunk(1, { is_final: true }));
  expect(player.speaking).toBe(false);
  await vi.advanceTimersByTimeAsync(900);
  expect(events).toEqual(['start 0', 'nod']);
  expect(player.speaking).toBe(true);
  expect(player.moment()?.tMs).toBeGreaterThan(800);
  await vi.advanceTimersByTimeAsync(700);
  expect(player.moment()?.chunk.index).toBe(1);
  await vi.advanceTimersByTimeAsync(700);
  expect(events).toEqual(['start 0', 'nod', 'end 0', 'start 1', 'end 1', 'idle']);
  expect(player.moment()).toBeNull();
  expect(player.speaking).toBe(false);
});

test('speech that was cut off does not go on, also not with clauses that come late', async () => {
  const { player, events } = silentPlayer();
  player.enqueue(chunk(0));
  await vi.advanceTimersByTimeAsync(300);
  player.enqueue(chunk(1));
  player.interrupt();
  player.enqueue(chunk(2, { is_final: true }));
  await vi.advanceTimersByTimeAsync(5000);
  expect(events).toEqual(['start 0', 'interrupted']);
  player.enqueue(chunk(0, { message_id: 'msg_2', is_final: true }));
  await vi.advanceTimersByTimeAsync(1500);
  expect(events.slice(2)).toEqual(['start 0', 'end 0', 'idle']);
});

test('a voice that waits for the next clause still speaks, but not for ever', async () => {
  const { player, events } = silentPlayer();
  player.enqueue(chunk(0));
  await vi.advanceTimersByTimeAsync(2000);
  expect(player.speaking).toBe(true);
  player.enqueue(chunk(1));
  await vi.advanceTimersByTimeAsync(2000);
  expect(events).toEqual(['start 0', 'end 0', 'start 1', 'end 1']);
  await vi.advanceTimersByTimeAsync(3000);
  expect(events.at(-1)).toBe('idle');
});

test('a listener may cut the speech off', async () => {
  const { player, events } = silentPlayer();
  player.on('chunkStart', () => player.interrupt());
  player.enqueue(chunk(0, { gestures: [{ name: 'nod', t: 0 }] }));
  await vi.advanceTimersByTimeAsync(3000);
  expect(events).toEqual(['start 0', 'interrupted']);
});

test('looking at every frame changes nothing', async () => {
  const { player, events } = silentPlayer();
  player.enqueue(chunk(0));
  for (let frame = 0; frame < 300; frame++) {
    await vi.advanceTimersByTimeAsync(16);
    player.moment();
  }
  expect(events).toEqual(['start 0', 'end 0', 'idle']);
});
