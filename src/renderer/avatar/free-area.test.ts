import { expect, it } from 'vitest';
import { freeArea } from './free-area.ts';

it('is what the insets leave', () => {
  expect(freeArea(1280, 760, { top: 60, right: 416, bottom: 100, left: 0 })).toEqual({
    leftPx: 0,
    topPx: 60,
    widthPx: 864,
    heightPx: 600,
  });
});

it('is still a quarter where the insets are those of a larger page', () => {
  expect(freeArea(400, 800, { top: 0, right: 600, bottom: 0, left: 300 })).toEqual({
    leftPx: 100,
    topPx: 0,
    widthPx: 100,
    heightPx: 800,
  });
});
