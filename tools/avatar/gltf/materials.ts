import { eyeImage } from '../texture/eye-image.ts';
import { hairImages } from '../texture/hair-image.ts';
import { paint } from '../texture/image.ts';
import { outlineAt, paletteAt, rgb } from '../texture/palette.ts';
import { skinImages } from '../texture/skin-image.ts';

/** What the parts of the character are made of, in the order of the file. */
export const MATERIAL_NAMES = ['skin', 'hair', 'cloth', 'lid', 'eye', 'paint'] as const;
export type MaterialName = (typeof MATERIAL_NAMES)[number];

interface Look {
  lit: number;
  shaded: number;
  /** Outline width in metres and colour; left out for what is drawn on the face. */
  outline?: { width: number; colour: string };
  /** Texture whose green part thins the outline. */
  outlineWidth?: number;
  rim: number;
  /** True for what keeps its colour in shade. */
  flat?: boolean;
}

/** PNG files of the textures, and for each material which of them it uses. */
export function paintTextures(): { images: Uint8Array[]; looks: Record<MaterialName, Look> } {
  const skin = skinImages();
  const hair = hairImages();
  const palette = (shaded: boolean): Uint8Array => paint(64, 64, (u, v) => paletteAt(u, v, shaded));
  return {
    images: [
      skin.lit,
      skin.shaded,
      hair.lit,
      hair.shaded,
      palette(false),
      palette(true),
      eyeImage(),
      paint(64, 64, outlineAt),
    ],
    looks: {
      skin: { lit: 0, shaded: 1, rim: 0.12, outline: { width: 0.0016, colour: '#8f4a45' } },
      lid: { lit: 0, shaded: 1, rim: 0.12 },
      hair: { lit: 2, shaded: 3, rim: 0.18, outline: { width: 0.0019, colour: '#17434f' } },
      cloth: { lit: 4, shaded: 5, rim: 0.12, outlineWidth: 7, outline: { width: 0.0019, colour: '#5a2f3c' } },
      eye: { lit: 6, shaded: 6, rim: 0, flat: true },
      paint: { lit: 4, shaded: 5, rim: 0, flat: true },
    },
  };
}

/** sRGB hex to the linear factors that glTF wants. */
function linear(hex: string): number[] {
  return rgb(hex).map((value) => {
    const c = value / 255;
    return Number((c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).toFixed(5));
  });
}

/** One glTF material with its VRMC_materials_mtoon 1.0 part. */
export function mtoonMaterial(name: MaterialName, look: Look): Record<string, unknown> {
  const mtoon: Record<string, unknown> = {
    specVersion: '1.0',
    transparentWithZWrite: false,
    renderQueueOffsetNumber: 0,
    shadeColorFactor: [1, 1, 1],
    shadeMultiplyTexture: { index: look.shaded },
    shadingShiftFactor: look.flat ? 1 : -0.06,
    shadingToonyFactor: look.flat ? 0 : 0.88,
    giEqualizationFactor: 0.92,
    matcapFactor: [0, 0, 0],
    parametricRimColorFactor: [look.rim, look.rim, look.rim],
    parametricRimFresnelPowerFactor: 4.5,
    parametricRimLiftFactor: 0.02,
    rimLightingMixFactor: 1,
    outlineWidthMode: look.outline ? 'worldCoordinates' : 'none',
    outlineWidthFactor: look.outline?.width ?? 0,
    ...(look.outlineWidth === undefined ? {} : { outlineWidthMultiplyTexture: { index: look.outlineWidth } }),
    outlineColorFactor: look.outline ? linear(look.outline.colour) : [0, 0, 0],
    outlineLightingMixFactor: 0.6,
    uvAnimationScrollXSpeedFactor: 0,
    uvAnimationScrollYSpeedFactor: 0,
    uvAnimationRotationSpeedFactor: 0,
  };
  return {
    name,
    pbrMetallicRoughness: {
      baseColorFactor: [1, 1, 1, 1],
      baseColorTexture: { index: look.lit },
      metallicFactor: 0,
      roughnessFactor: 0.9,
    },
    emissiveFactor: [0, 0, 0],
    alphaMode: 'OPAQUE',
    doubleSided: false,
    extensions: { VRMC_materials_mtoon: mtoon },
  };
}
