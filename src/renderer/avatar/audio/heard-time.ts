/** The part of an AudioContext that tells the time. */
export interface AudioTime {
  readonly currentTime: number;
  readonly outputLatency?: number;
  readonly baseLatency?: number;
  getOutputTimestamp?(): { contextTime?: number; performanceTime?: number };
}

const LONGEST_LATENCY_S = 0.6;
const SHORTEST_LEAD_S = -0.02;

/**
 * The context time of the sample that leaves the loudspeaker at this moment. `currentTime` is when samples are
 * computed, which on Bluetooth is a quarter of a second early.
 *
 * `getOutputTimestamp` is trusted where it is near `currentTime`; browsers are known to answer zeros or the far
 * past. Else `outputLatency` is taken off, else `baseLatency`.
 *
 * @param performanceNowMs `performance.now()`
 */
export function heardTimeS(audio: AudioTime, performanceNowMs: number): number {
  const stamp = audio.getOutputTimestamp?.();
  if (stamp?.contextTime && stamp.performanceTime) {
    const heardS = stamp.contextTime + (performanceNowMs - stamp.performanceTime) / 1000;
    if (isSane(audio.currentTime - heardS)) return Math.min(heardS, audio.currentTime);
  }
  const latencyS = audio.outputLatency || audio.baseLatency || 0;
  return audio.currentTime - (isSane(latencyS) ? latencyS : 0);
}

function isSane(latencyS: number): boolean {
  return latencyS >= SHORTEST_LEAD_S && latencyS <= LONGEST_LATENCY_S;
}
