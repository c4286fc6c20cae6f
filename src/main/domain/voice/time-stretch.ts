const FRAME_MS = 30;
/** How far a frame may be moved to fit the one before it: half a period of the lowest voice. */
const SEARCH_MS = 8;
/** In samples. Voices have little that a coarser look would miss. */
const ROUGH_STEP = 8;
const SKIPPED = 4;

/**
 * Speech faster or slower at the same pitch.
 *
 * @param tempo above 1 is faster; 0.25 to 4
 * Source: Verhelst and Roelands, "An overlap-add technique based on waveform similarity (WSOLA)", ICASSP 1993.
 */
export function stretch(samples: Int16Array, sampleRateHz: number, tempo: number): Int16Array {
  const half = Math.round((sampleRateHz * FRAME_MS) / 2000);
  const search = Math.round((sampleRateHz * SEARCH_MS) / 1000);
  if (tempo === 1 || samples.length < 4 * half) return samples;
  const length = Math.round(samples.length / tempo);
  const stretched = new Float32Array(length + 2 * half);
  const window = Float32Array.from(
    { length: 2 * half },
    (_, at) => 0.5 - 0.5 * Math.cos((Math.PI * at) / half),
  );
  let from = 0;
  for (let to = 0; to < length; to += half) {
    const wanted = Math.round(to * tempo);
    // What would follow the last frame most smoothly: its own continuation, half a frame on.
    if (to > 0) from = bestFit(samples, from + half, wanted, half, search);
    for (let at = 0; at < 2 * half; at++) {
      const weight = to === 0 && at < half ? 1 : (window[at] as number);
      stretched[to + at] = (stretched[to + at] ?? 0) + weight * (samples[from + at] ?? 0);
    }
  }
  return Int16Array.from(stretched.subarray(0, length), (value) =>
    Math.max(-32_768, Math.min(32_767, Math.round(value))),
  );
}

/** Where near `wanted` the samples look most like those at `like`: roughly first, then exactly. */
function bestFit(samples: Int16Array, like: number, wanted: number, length: number, search: number): number {
  const last = Math.max(0, samples.length - 2 * length);
  const within = (start: number) => Math.min(last, Math.max(0, start));
  const near = (middle: number, reach: number, step: number) => {
    let best = middle;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let start = within(middle - reach); start <= within(middle + reach); start += step) {
      const score = likeness(samples, like, start, length);
      if (score <= bestScore) continue;
      bestScore = score;
      best = start;
    }
    return best;
  };
  return near(near(within(wanted), search, ROUGH_STEP), ROUGH_STEP - 1, 1);
}

function likeness(samples: Int16Array, one: number, other: number, length: number): number {
  const end = Math.min(length, samples.length - Math.max(one, other));
  let product = 0;
  let energy = 1;
  for (let at = 0; at < end; at += SKIPPED) {
    const value = samples[other + at] as number;
    product += value * (samples[one + at] as number);
    energy += value * value;
  }
  return product / Math.sqrt(energy);
}
