import { EngineError } from '../engine-error.ts';
import type {
  EngineCallName,
  EngineCalls,
  EngineStreamName,
  EngineStreams,
  FromHost,
  ToHost,
} from './engine-protocol.ts';
import type { HostTransport } from './engine-transport.ts';
import { sendInBursts } from './send-in-bursts.ts';

/** A process or thread answers the calls it has handlers for, and says so of the others. */
export type CallHandlers = {
  [Name in EngineCallName]?: (
    params: EngineCalls[Name]['params'],
    signal: AbortSignal,
  ) => Promise<EngineCalls[Name]['result']>;
};
export type StreamHandlers = {
  [Name in EngineStreamName]?: (
    params: EngineStreams[Name]['params'],
    signal: AbortSignal,
  ) => AsyncIterable<EngineStreams[Name]['event']>;
};

/** Answers the calls that come over `transport` until it closes; then aborts what is still running. */
export function serveRpc(transport: HostTransport, calls: CallHandlers, streams: StreamHandlers): void {
  const running = new Map<number, AbortController>();

  const run = async (id: number, method: string, params: unknown) => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      transport.postMessage(await answer(id, method, params, controller.signal));
    } catch (error) {
      transport.postMessage(failure(id, error, controller.signal));
    } finally {
      running.delete(id);
    }
  };

  const answer = async (
    id: number,
    method: string,
    params: unknown,
    signal: AbortSignal,
  ): Promise<FromHost> => {
    // The two tables are typed by method; the line between processes is where that knowledge ends.
    const call = (calls as Record<string, (p: unknown, s: AbortSignal) => Promise<unknown>>)[method];
    if (call) return { type: 'result', id, value: await call(params, signal) };
    const stream = (streams as Record<string, (p: unknown, s: AbortSignal) => AsyncIterable<unknown>>)[
      method
    ];
    if (!stream) throw new EngineError('failed', `The engine knows no call named ${method}.`);
    await sendInBursts(stream(params, signal), (events) =>
      transport.postMessage({ type: 'events', id, events }),
    );
    return { type: 'result', id, value: null };
  };

  transport.onMessage((message: ToHost) => {
    if (message.type === 'ping') transport.postMessage({ type: 'pong' });
    else if (message.type === 'cancel') running.get(message.id)?.abort();
    else void run(message.id, message.method, message.params);
  });
  transport.onClose(() => {
    for (const controller of running.values()) controller.abort();
  });
}

function failure(id: number, error: unknown, signal: AbortSignal): FromHost {
  if (signal.aborted) return { type: 'error', id, code: 'aborted', message: '' };
  if (error instanceof EngineError) return { type: 'error', id, code: error.code, message: error.message };
  return {
    type: 'error',
    id,
    code: 'failed',
    message: error instanceof Error ? error.message : String(error),
  };
}
