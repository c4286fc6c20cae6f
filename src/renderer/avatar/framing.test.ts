import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BodyMeasures, type Framing, placeCamera } from './framing.ts';

const FOV_DEG = 22;
const TANGENT = Math.tan((FOV_DEG * Math.PI) / 360);

const bodies: fc.Arbitrary<BodyMeasures> = fc
  .record({
    height: fc.double({ min: 0.1, max: 12, noNaN: true }),
    headShare: fc.double({ min: 0.08, max: 0.6, noNaN: true }),
    headWidth: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
    bodyWidth: fc.double({ min: 0.05, max: 0.4, noNaN: true }),
    front: fc.double({ min: 0, max: 0.3, noNaN: true }),
  })
  .map(({ height, headShare, headWidth, bodyWidth, front }) => ({
    headTopY: height,
    headBottomY: height * (1 - headShare),
    headHalfWidth: height * headWidth,
    bodyHalfWidth: height * bodyWidth,
    hipsY: height * (1 - headShare) * 0.6,
    frontZ: height * front,
  }));

test('the whole head is inside the picture with room over it, for any body and any window', () => {
  const framings = fc.constantFrom<Framing>('bust', 'full', 'auto');
  fc.assert(
    fc.property(bodies, framings, fc.double({ min: 0.2, max: 4, noNaN: true }), (body, framing, aspect) => {
      const { targetY, distance } = placeCamera(body, framing, aspect, FOV_DEG);
      const halfHeight = TANGENT * (distance - body.frontZ);
      const room = targetY + halfHeight - body.headTopY;
      expect(room).toBeGreaterThan((body.headTopY - body.headBottomY) * 0.05);
      expect(targetY - halfHeight).toBeLessThan(body.headBottomY);
      expect(halfHeight * aspect).toBeGreaterThan(body.headHalfWidth * 1.05);
    }),
  );
});

test('a wide window shows a bust, a narrow one more of the body, and full shows the feet', () => {
  const body = {
    headTopY: 1.5,
    headBottomY: 1.2,
    headHalfWidth: 0.15,
    bodyHalfWidth: 0.2,
    hipsY: 0.8,
    frontZ: 0.1,
  };
  const bottom = (framing: Framing, aspect: number): number => {
    const { targetY, distance } = placeCamera(body, framing, aspect, FOV_DEG);
    return targetY - TANGENT * (distance - body.frontZ);
  };
  expect(bottom('auto', 1.8)).toBeGreaterThan(0.75);
  expect(bottom('auto', 0.5)).toBeLessThan(0.7);
  expect(bottom('full', 1.8)).toBeLessThan(0);
});
