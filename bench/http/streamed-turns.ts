import { once } from 'node:events';
import { WebSocket } from 'ws';
import { KEY } from '../../tests/support/start-tomo.ts';
import type { Round } from './load.ts';

/** A socket that says something and waits for the last frame of the answer. */
export interface TurnSocket {
  turn(): Promise<void>;
  close(): void;
}

/** @param onFrame sees every frame as it came */
export async function openTurnSocket(
  url: string,
  conversationId: string | null,
  onFrame: (frame: string) => void = () => {},
): Promise<TurnSocket> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  if (conversationId !== null) {
    socket.send(JSON.stringify({ type: 'auth', token: KEY }));
    await once(socket, 'message');
    socket.send(JSON.stringify({ type: 'subscribe', conversation_ids: [conversationId] }));
  }
  const say = JSON.stringify({
    type: 'message',
    conversation_id: conversationId ?? 'none',
    content: 'Hello!',
  });
  return {
    turn: () =>
      new Promise((resolve, reject) => {
        const listen = (data: unknown) => {
          const frame = String(data);
          onFrame(frame);
          const isError = frame.startsWith('{"type":"error"');
          if (!isError && !frame.startsWith('{"type":"message_complete"')) return;
          socket.off('message', listen);
          if (isError) reject(new Error(frame));
          else resolve();
        };
        socket.on('message', listen);
        socket.send(say);
      }),
    close: () => socket.terminate(),
  };
}

/** Every socket has `turns` turns, one after the other, all sockets at once. */
export async function haveTurns(sockets: readonly TurnSocket[], turns: number): Promise<Round> {
  const latenciesMs: number[] = [];
  const startMs = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      for (let count = 0; count < turns; count++) {
        const sentMs = performance.now();
        await socket.turn();
        latenciesMs.push(performance.now() - sentMs);
      }
    }),
  );
  const seconds = (performance.now() - startMs) / 1000;
  return { perSecond: latenciesMs.length / seconds, latenciesMs };
}
