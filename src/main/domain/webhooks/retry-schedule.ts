/** How often a delivery is tried before it is dead: the last try comes four to five minutes after the first. */
export const TRIES = 8;
const FIRST_RETRY_MS = 2_000;
/** Retries of many deliveries that failed together must not come together. */
const JITTER = 0.2;
/** Of what the other side asks for with `Retry-After`. */
const ASKED_MS_MAX = 3_600_000;

/**
 * How long to wait before the next try: two seconds after the first one failed, then twice as long each time, and up to
 * a fifth more by chance; longer where the other side asks for it, up to an hour.
 *
 * @param attempts how many have failed, from 1
 * @param askedMs what the other side asked for
 * @returns null when it was the last try
 */
export function retryDelayMs(
  attempts: number,
  askedMs: number | null = null,
  random: () => number = Math.random,
): number | null {
  if (attempts >= TRIES) return null;
  const delayMs = FIRST_RETRY_MS * 2 ** (attempts - 1) * (1 + JITTER * random());
  return Math.round(Math.max(delayMs, Math.min(askedMs ?? 0, ASKED_MS_MAX)));
}
