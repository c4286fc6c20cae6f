/*
 * FNV-1a with the finish of MurmurHash3, which spreads the low bits. The state may be kept, so that the hashes of a
 * text and of its longer ones cost one pass.
 */

/** The state to begin with; features of different kinds do not meet. */
export function hashStart(kind: string): number {
  return hashText(0x811c9dc5, kind);
}

export function hashText(state: number, text: string): number {
  let hash = state;
  for (let at = 0; at < text.length; at++) hash = hashUnit(hash, text.charCodeAt(at));
  return hash;
}

/** @param unit a code unit of UTF-16, or any other whole number below 2^32 */
export function hashUnit(state: number, unit: number): number {
  return Math.imul(state ^ unit, 0x01000193);
}

/** @returns a whole number from 0 to 2^32 - 1 */
export function hashEnd(state: number): number {
  let hash = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
