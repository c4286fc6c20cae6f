/** How many samples on each side decide the value between two; more would not be heard in speech. */
const REACH = 16;

/**
 * The same sound at another rate, by a windowed sinc.
 * Source: https://ccrma.stanford.edu/~jos/resample/
 */
export function resample(samples: Int16Array, fromHz: number, toHz: number): Int16Array {
  if (fromHz === toHz) return samples;
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const [step, phases] = [fromHz / divisor, toHz / divisor];
  const filters = Array.from({ length: phases }, (_, phase) =>
    filterAt(phase / phases, Math.min(1, toHz / fromHz)),
  );
  // Silence on both sides, so that the ends need no care in the loop.
  const padded = new Int16Array(samples.length + 4 * REACH);
  padded.set(samples, 2 * REACH);
  const resampled = new Int16Array(Math.round((samples.length * toHz) / fromHz));
  for (let index = 0; index < resampled.length; index++) {
    const position = index * step;
    const first = Math.floor(position / phases) + REACH + 1;
    const filter = filters[position % phases] as Float64Array;
    let sum = 0;
    for (let at = 0; at < filter.length; at++) sum += (filter[at] as number) * (padded[first + at] as number);
    resampled[index] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  }
  return resampled;
}

/** The weights of the samples around a point that lies `fraction` of a sample after one of them. */
function filterAt(fraction: number, cutoff: number): Float64Array {
  const weights = Float64Array.from({ length: 2 * REACH }, (_, at) => {
    const distance = at - REACH + 1 - fraction;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / REACH);
    return sinc(distance * cutoff) * Math.max(0, window);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
