/*
 * The few parts of ONNX that a small model needs, written as protocol buffers.
 * Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
 */

type Field = Uint8Array;

/** A whole number below 2^32, seven bits a byte, lowest first. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}

const number = (field: number, value: number): Field =>
  Uint8Array.from([...varint(field * 8), ...varint(value)]);
const bytes = (field: number, content: Uint8Array): Field =>
  Buffer.concat([Uint8Array.from([...varint(field * 8 + 2), ...varint(content.length)]), content]);
const text = (field: number, content: string): Field => bytes(field, Buffer.from(content));
const message = (field: number, ...content: Field[]): Field => bytes(field, Buffer.concat(content));

const FLOAT = 1;
const INT64 = 7;
const IR_VERSION = 8;
const OPSET_VERSION = 13;

export interface OnnxNode {
  operator: string;
  inputs: readonly string[];
  outputs: readonly string[];
}

export interface OnnxWeights {
  name: string;
  shape: readonly number[];
  values: Float32Array;
}

export interface OnnxValue {
  name: string;
  type: 'float' | 'int64';
  /** A text is the name of a size that is known when the model runs. */
  shape: readonly (number | string)[];
}

export interface OnnxGraph {
  nodes: readonly OnnxNode[];
  weights: readonly OnnxWeights[];
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
}

/** An ONNX file. */
export function encodeOnnx(graph: OnnxGraph): Uint8Array {
  const body = [
    ...graph.nodes.map((node) => message(1, ...nodeFields(node))),
    text(2, 'graph'),
    ...graph.weights.map((weights) => message(5, ...tensorFields(weights))),
    ...graph.inputs.map((value) => message(11, ...valueFields(value))),
    ...graph.outputs.map((value) => message(12, ...valueFields(value))),
  ];
  const opset = message(8, text(1, ''), number(2, OPSET_VERSION));
  return Buffer.concat([number(1, IR_VERSION), text(2, 'tomo'), message(7, ...body), opset]);
}

function nodeFields({ operator, inputs, outputs }: OnnxNode): Field[] {
  return [...inputs.map((name) => text(1, name)), ...outputs.map((name) => text(2, name)), text(4, operator)];
}

function tensorFields({ name, shape, values }: OnnxWeights): Field[] {
  const raw = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) raw.writeFloatLE(value, at * 4);
  return [...shape.map((size) => number(1, size)), number(2, FLOAT), text(8, name), bytes(9, raw)];
}

function valueFields({ name, type, shape }: OnnxValue): Field[] {
  const sizes = shape.map((size) => message(1, typeof size === 'number' ? number(1, size) : text(2, size)));
  const tensor = message(1, number(1, type === 'float' ? FLOAT : INT64), message(2, ...sizes));
  return [text(1, name), message(2, tensor)];
}
