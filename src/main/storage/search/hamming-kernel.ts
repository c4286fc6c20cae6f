/**
 * Counts in how many bits each of many codes differs from one: in WebAssembly, because processors count bits in one
 * instruction that JavaScript has no word for.
 */

const I32 = 0x7f;
const I64 = 0x7e;
const NOTHING = 0x40;
const block = 0x02;
const loop = 0x03;
const end = 0x0b;
const branchIf = 0x0d;
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const tee = (local: number) => [0x22, local];
const loadI64 = [0x29, 3, 0];
const storeI16 = [0x3b, 1, 0];
const i32 = (value: number) => [0x41, value];
const i64 = (value: number) => [0x42, value];
const isZero = 0x45;
const lessThan = 0x49;
const add = 0x6a;
const subtract = 0x6b;
const countBits64 = 0x7b;
const add64 = 0x7c;
const xor64 = 0x85;
const toI32 = 0xa7;

// Parameters: where the codes begin, bytes of one code, how many codes, where the query is, where the counts go.
const [CODES, STRIDE, COUNT, QUERY, OUT, SUM, AT, STOP] = [0, 1, 2, 3, 4, 5, 6, 7];

const BODY = [
  ...[1, I64, 2, I32].flatMap((byte, at) => (at === 0 ? [2, byte] : [byte])),
  ...[block, NOTHING],
  ...[...get(COUNT), isZero, branchIf, 0],
  ...[...get(QUERY), ...get(STRIDE), add, ...set(STOP)],
  ...[loop, NOTHING],
  ...[...i64(0), ...set(SUM), ...get(QUERY), ...set(AT)],
  ...[loop, NOTHING],
  ...[...get(CODES), ...loadI64, ...get(AT), ...loadI64, xor64, countBits64],
  ...[...get(SUM), add64, ...set(SUM)],
  ...[...get(CODES), ...i32(8), add, ...set(CODES)],
  ...[...get(AT), ...i32(8), add, ...tee(AT), ...get(STOP), lessThan, branchIf, 0, end],
  ...[...get(OUT), ...get(SUM), toI32, ...storeI16],
  ...[...get(OUT), ...i32(2), add, ...set(OUT)],
  ...[...get(COUNT), ...i32(1), subtract, ...tee(COUNT), branchIf, 0, end],
  ...[end, end],
];

const name = (text: string) => [text.length, ...Buffer.from(text)];
const sized = (bytes: readonly number[]) => [
  ...(bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7]),
  ...bytes,
];
const section = (id: number, bytes: readonly number[]) => [id, ...sized(bytes)];

const MODULE = new WebAssembly.Module(
  new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 0]),
    ...section(2, [1, ...name('m'), ...name('m'), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('f'), 0, 0]),
    ...section(10, [1, ...sized(BODY)]),
  ]),
);

/**
 * @param codes where the codes begin in the memory, in bytes; likewise `query` and `out`
 * @param codeBytes of one code; a multiple of 8
 * @returns through `out`: for each code a 16-bit number
 */
export type CountDifferences = (
  codes: number,
  codeBytes: number,
  count: number,
  query: number,
  out: number,
) => void;

export function hammingKernel(memory: WebAssembly.Memory): CountDifferences {
  return new WebAssembly.Instance(MODULE, { m: { m: memory } }).exports.f as CountDifferences;
}
