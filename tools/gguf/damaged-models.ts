import { text } from './gguf-format.ts';
import { randomModel } from './test-models.ts';
import { encodeGguf, encodeGgufHeader, type GgufToWrite } from './write-gguf.ts';

/** Files that call themselves GGUF and are not usable, by what is wrong with them. */
export function damagedModels(): Record<string, Uint8Array> {
  const good = randomModel();
  const bytes = encodeGguf(good);
  const headerBytes = encodeGgufHeader(good).byteLength;
  return {
    'text-file': Buffer.from('This is a shopping list, not a model.\n- milk\n- eggs\n'),
    empty: new Uint8Array(0),
    'only-magic': bytes.slice(0, 4),
    'cut-in-header': bytes.slice(0, Math.floor(headerBytes / 2)),
    'cut-in-tensors': bytes.slice(0, headerBytes + Math.floor((bytes.byteLength - headerBytes) / 2)),
    'bad-magic': edited(bytes, (view) => view.setUint32(0, 0x46475567, true)),
    'version-99': edited(bytes, (view) => view.setUint32(4, 99, true)),
    'tensor-count-absurd': edited(bytes, (view) => view.setBigUint64(8, 2n ** 60n, true)),
    'metadata-count-absurd': edited(bytes, (view) => view.setBigUint64(16, 2n ** 60n, true)),
    // The first metadata value's length: 24 header bytes, the key with its length, the value's type.
    'string-length-absurd': edited(bytes, (view) =>
      view.setBigUint64(24 + 8 + Number(view.getBigUint64(24, true)) + 4, 2n ** 60n, true),
    ),
    'tensor-missing': encodeGguf(withoutTensor(good, 'blk.1.ffn_down.weight')),
    'tensor-wrong-shape': encodeGguf(withTransposed(good, 'blk.0.ffn_down.weight')),
    // The tensor table ends with the last tensor's offset, and the header with the table.
    'tensor-offset-outside': edited(bytes, (view) => view.setBigUint64(headerBytes - 8, 2n ** 40n, true)),
    'tokenizer-missing': encodeGguf(withoutMetadata(good, 'tokenizer.')),
    'tokenizer-too-small': encodeGguf(withFewerTokens(good)),
    'architecture-unknown': encodeGguf({
      ...good,
      metadata: { ...good.metadata, 'general.architecture': text('abacus') },
    }),
    'not-numbers': encodeGguf(withNotANumber(good)),
  };
}

function edited(bytes: Uint8Array, edit: (view: DataView) => void): Uint8Array {
  const copy = Uint8Array.from(bytes);
  edit(new DataView(copy.buffer));
  return copy;
}

function withoutTensor(file: GgufToWrite, name: string): GgufToWrite {
  return { ...file, tensors: file.tensors.filter((tensor) => tensor.name !== name) };
}

function withTransposed(file: GgufToWrite, name: string): GgufToWrite {
  const tensors = file.tensors.map((tensor) =>
    tensor.name === name ? { ...tensor, shape: [...tensor.shape].reverse() } : tensor,
  );
  return { ...file, tensors };
}

function withoutMetadata(file: GgufToWrite, prefix: string): GgufToWrite {
  const kept = Object.entries(file.metadata).filter(([key]) => !key.startsWith(prefix));
  return { ...file, metadata: Object.fromEntries(kept) };
}

function withFewerTokens(file: GgufToWrite): GgufToWrite {
  const metadata = { ...file.metadata };
  for (const key of ['tokenizer.ggml.tokens', 'tokenizer.ggml.token_type']) {
    const value = metadata[key];
    if (value?.type === 'array') metadata[key] = { ...value, value: value.value.slice(0, 100) };
  }
  return { ...file, metadata };
}

function withNotANumber(file: GgufToWrite): GgufToWrite {
  const tensors = file.tensors.map((tensor) =>
    tensor.name === 'output_norm.weight'
      ? { ...tensor, encode: () => new Uint8Array(tensor.encode().length).fill(0xff) }
      : tensor,
  );
  return { ...file, tensors };
}
