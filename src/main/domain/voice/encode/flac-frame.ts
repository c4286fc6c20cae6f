import { BitWriter } from './bit-writer.ts';

const ORDERS = [0, 1, 2, 3, 4];
const PARTITION_ORDERS = [0, 1, 2, 3, 4, 5];
const PARAMETER_MAX = 14;
const SAMPLE_BITS = 16;

/**
 * One frame of one channel, coded by the fixed predictor that fits it best.
 *
 * @param samples 16-bit values, at most 65,536
 * Source: RFC 9639, section 9.
 */
export function flacFrame(samples: Int32Array, number: number): Uint8Array {
  const bits = new BitWriter();
  // A sync code; blocks of one size but for the last.
  bits.write(0xfff8, 16);
  // The block's size is written below; the rate is the stream's; one channel of sixteen bits.
  bits.write(0b0111_0000, 8);
  bits.write(0b0000_1000, 8);
  for (const byte of coded(number)) bits.write(byte, 8);
  bits.write(samples.length - 1, 16);
  bits.write(checksum(bits.bytes(), 0x07, 8), 8);
  writeSubframe(bits, samples);
  const frame = bits.bytes();
  const footer = checksum(frame, 0x8005, 16);
  return Buffer.concat([frame, Buffer.from([footer >> 8, footer & 0xff])]);
}

function writeSubframe(bits: BitWriter, samples: Int32Array): void {
  if (samples.every((sample) => sample === samples[0])) {
    bits.write(0, 8);
    bits.write((samples[0] ?? 0) & 0xffff, SAMPLE_BITS);
    return;
  }
  const { order, residual } = bestPrediction(samples);
  bits.write((0b001000 | order) << 1, 8);
  for (const sample of samples.subarray(0, order)) bits.write(sample & 0xffff, SAMPLE_BITS);
  writeResidual(bits, residual, samples.length, order);
}

/** Each order predicts from the differences of the one below; the smallest errors are the shortest. */
function bestPrediction(samples: Int32Array): { order: number; residual: Int32Array } {
  let differences = samples;
  let best = { order: 0, residual: samples, size: Number.POSITIVE_INFINITY };
  for (const order of ORDERS) {
    if (order >= samples.length) break;
    if (order > 0) {
      const below = differences;
      differences = below.map((value, at) => (at === 0 ? 0 : value - (below[at - 1] ?? 0)));
    }
    const residual = differences.subarray(order);
    const size = residual.reduce((sum, value) => sum + Math.abs(value), 0);
    if (size < best.size) best = { order, residual, size };
  }
  return best;
}

function writeResidual(bits: BitWriter, residual: Int32Array, blockSamples: number, order: number): void {
  const plans = PARTITION_ORDERS.filter(
    (partitions) => blockSamples % 2 ** partitions === 0 && blockSamples / 2 ** partitions > order,
  ).map((partitions) => planOf(residual, blockSamples, order, partitions));
  const plan = plans.reduce((best, other) => (other.bits < best.bits ? other : best));
  bits.write(0, 2);
  bits.write(plan.partitions, 4);
  for (const { values, parameter } of plan.parts) {
    bits.write(parameter, 4);
    for (const value of values) {
      const folded = foldSign(value);
      bits.writeUnary(folded >>> parameter);
      bits.write(folded & ((1 << parameter) - 1), parameter);
    }
  }
}

interface Part {
  values: Int32Array;
  parameter: number;
}

/** How a residual is written in so many parts, each with a parameter of its own. The first has no predicted samples. */
function planOf(residual: Int32Array, blockSamples: number, order: number, partitions: number) {
  const partSamples = blockSamples / 2 ** partitions;
  const parts: Part[] = [];
  let bits = 0;
  for (let part = 0; part < 2 ** partitions; part++) {
    const values = residual.subarray(
      Math.max(0, part * partSamples - order),
      (part + 1) * partSamples - order,
    );
    const parameter = parameterFor(values);
    parts.push({ values, parameter });
    bits += 4 + values.length * (parameter + 1);
    for (const value of values) bits += foldSign(value) >>> parameter;
  }
  return { partitions, parts, bits };
}

/** The Rice parameter whose step is near the mean. */
function parameterFor(values: Int32Array): number {
  const mean = values.reduce((sum, value) => sum + foldSign(value), 0) / Math.max(1, values.length);
  return Math.max(0, Math.min(PARAMETER_MAX, Math.ceil(Math.log2((mean + 1) * Math.LN2))));
}

/** 0, -1, 1, -2, 2 … to 0, 1, 2, 3, 4 … */
function foldSign(value: number): number {
  return value >= 0 ? 2 * value : -2 * value - 1;
}

/** A frame's number as UTF-8 would write that character. */
function coded(number: number): number[] {
  if (number < 0x80) return [number];
  let length = 2;
  while (number >= 2 ** (5 * length + 1)) length += 1;
  const bytes = Array.from({ length }, (_, at) => 0x80 | ((number >>> (6 * (length - 1 - at))) & 0x3f));
  bytes[0] = ((0xff00 >> length) & 0xff) | (number >>> (6 * (length - 1)));
  return bytes;
}

function checksum(bytes: Uint8Array, polynomial: number, width: 8 | 16): number {
  const mask = 2 ** width - 1;
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) sum = ((sum << 1) ^ ((sum >> (width - 1)) & 1 ? polynomial : 0)) & mask;
  }
  return sum;
}
