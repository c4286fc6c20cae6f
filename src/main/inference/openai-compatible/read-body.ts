import { EngineError } from '../engine-error.ts';

/** The bytes of a body; ends with an EngineError and aborts `connection` when the server is silent too long. */
export async function* readBody(
  body: ReadableStream<Uint8Array>,
  silenceMs: number,
  connection: AbortController,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  while (true) {
    const { done, value } = await withinSilence(reader.read(), silenceMs, connection);
    if (done) return;
    yield value;
  }
}

/** What `work` gives, if it comes in time. @throws EngineError `remote_failed` */
export async function withinSilence<T>(
  work: Promise<T>,
  silenceMs: number,
  connection: AbortController,
): Promise<T> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const seconds = Math.round(silenceMs / 1000);
    reject(new EngineError('remote_failed', `The model server was silent for ${seconds} seconds.`));
    connection.abort();
  }, silenceMs);
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}
