/**
 * The slots with the smallest differences, chosen by counting how often each difference occurs.
 *
 * @param differences by slot, from 0 to `differenceMax`
 * @param coded by slot: 1 where there is anything to compare
 * @returns at most `limit`, in no order
 */
export function nearestSlots(
  differences: Uint16Array,
  pool: Uint32Array,
  coded: Uint8Array,
  limit: number,
  differenceMax: number,
): Uint32Array {
  const counts = new Uint32Array(differenceMax + 2);
  for (let at = 0; at < pool.length; at++) {
    const slot = pool[at] as number;
    if (coded[slot] === 1) (counts[differences[slot] as number] as number)++;
  }
  let largest = 0;
  let within = counts[0] as number;
  while (largest < differenceMax && within + (counts[largest + 1] as number) <= limit) {
    largest++;
    within += counts[largest] as number;
  }
  const chosen = new Uint32Array(Math.min(limit, pool.length));
  let count = 0;
  // Of those that are just outside, as many as there is room for.
  let room = limit - within;
  for (let at = 0; at < pool.length && count < chosen.length; at++) {
    const slot = pool[at] as number;
    if (coded[slot] !== 1) continue;
    const difference = differences[slot] as number;
    if (difference > largest + 1 || (difference === largest + 1 && room-- <= 0)) continue;
    chosen[count++] = slot;
  }
  return chosen.subarray(0, count);
}
