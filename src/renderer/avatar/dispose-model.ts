import type { BufferGeometry, Material, Object3D, Skeleton, Texture, WebGLRenderer } from 'three';

/**
 * Frees everything that a model holds on the GPU and the decoded images behind its textures. Use it once the model
 * left the scene; a disposed model cannot be shown again.
 */
export function disposeModel(root: Object3D): void {
  const textures = new Set<Texture>();
  root.traverse((object) => {
    const mesh = object as Partial<{
      geometry: BufferGeometry;
      skeleton: Skeleton;
      material: Material | Material[];
    }>;
    mesh.geometry?.dispose();
    mesh.skeleton?.dispose();
    for (const material of [mesh.material ?? []].flat()) {
      for (const texture of texturesOf(material)) textures.add(texture);
      material.dispose();
    }
  });
  for (const texture of textures) {
    texture.dispose();
    const image: unknown = texture.source.data;
    if (typeof ImageBitmap !== 'undefined' && image instanceof ImageBitmap) image.close();
  }
}

/** Counts of what a renderer holds on the GPU. */
export function gpuMemory(renderer: WebGLRenderer): {
  geometries: number;
  textures: number;
  programs: number;
} {
  return { ...renderer.info.memory, programs: renderer.info.programs?.length ?? 0 };
}

function texturesOf(material: Material): Texture[] {
  const uniforms = (material as Partial<{ uniforms: Record<string, { value: unknown }> }>).uniforms;
  const values = [
    ...Object.values(material),
    ...Object.values(uniforms ?? {}).map((uniform) => uniform.value),
  ];
  return values.filter(isTexture);
}

function isTexture(value: unknown): value is Texture {
  return typeof value === 'object' && value !== null && 'isTexture' in value;
}
