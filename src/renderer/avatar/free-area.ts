import type { Insets } from './framing.ts';

/** Insets of a moment ago may not fit a page that has just become smaller: so much stays free all the same. */
const FREE_SHARE_MIN = 0.25;

export interface FreeArea {
  leftPx: number;
  topPx: number;
  widthPx: number;
  heightPx: number;
}

/** The part of a picture that its insets leave free: at least a quarter of its width, and of its height. */
export function freeArea(widthPx: number, heightPx: number, insets: Insets): FreeArea {
  const [leftPx, freeWidthPx] = freeSpan(widthPx, insets.left, insets.right);
  const [topPx, freeHeightPx] = freeSpan(heightPx, insets.top, insets.bottom);
  return { leftPx, topPx, widthPx: freeWidthPx, heightPx: freeHeightPx };
}

function freeSpan(totalPx: number, beforePx: number, afterPx: number): [startPx: number, lengthPx: number] {
  const taken = beforePx + afterPx;
  const fits = taken === 0 ? 1 : Math.min(1, (totalPx * (1 - FREE_SHARE_MIN)) / taken);
  return [beforePx * fits, totalPx - taken * fits];
}
