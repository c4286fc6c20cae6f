const SILENCE_LEVEL = 0.008;
const SENTENCE_PAUSE_MS = 210;
const CLAUSE_PAUSE_MS = 90;

/** The silence at the end of `samples` (-1 to 1), in milliseconds. */
export function trailingSilenceMs(samples: Float32Array, sampleRateHz: number): number {
  let end = samples.length;
  while (end > 0 && Math.abs(samples[end - 1] ?? 0) < SILENCE_LEVEL) end--;
  return ((samples.length - end) / sampleRateHz) * 1000;
}

/**
 * The pause to add between a clause and the next: what a speaker would leave at this punctuation, less the silence
 * that the samples bring along. A clause that was cut between two words gets none.
 */
export function pauseAfterMs(text: string, trailingMs: number): number {
  const wanted = /[.!?…。！？]["'”’)\]]*\s*$/u.test(text)
    ? SENTENCE_PAUSE_MS
    : /[,;:—–،、，；：]["'”’)\]]*\s*$/u.test(text)
      ? CLAUSE_PAUSE_MS
      : 0;
  return Math.max(0, wanted - trailingMs);
}
