/** What an aborted call ends with: its `name` is `AbortError`, whatever reason the signal carried. */
export function abortError(signal?: AbortSignal): Error {
  const error = new Error('The call was aborted.', signal ? { cause: signal.reason } : {});
  error.name = 'AbortError';
  return error;
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal);
}
