/** Splits a GLB into its JSON and binary parts. Throws for anything that is not GLB 2.0. */
export function readGlb(bytes: Uint8Array): { json: GlbJson; binary: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== 0x46546c67 || view.getUint32(4, true) !== 2)
    throw new Error('This is not a GLB 2.0 file');
  const jsonLength = view.getUint32(12, true);
  const json = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + jsonLength)));
  return { json, binary: bytes.subarray(28 + jsonLength) };
}

interface GlbJson {
  accessors: Array<{ bufferView?: number; count: number; type: string; max?: number[]; min?: number[] }>;
  bufferViews: Array<{ byteOffset: number; byteLength: number }>;
  images: Array<{ bufferView: number; name: string }>;
  nodes: Array<{ name: string; translation?: number[]; rotation?: number[] }>;
  meshes: Array<{
    name: string;
    primitives: Array<{
      indices: number;
      attributes: Record<string, number>;
      targets?: Array<Record<string, number>>;
    }>;
  }>;
  animations: Array<{
    channels: Array<{ sampler: number; target: { node: number; path: string } }>;
    samplers: Array<{ input: number; output: number }>;
  }>;
  // biome-ignore lint/suspicious/noExplicitAny: extensions have no common shape, and only tests read them
  extensions: Record<string, any>;
}
