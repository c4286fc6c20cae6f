import { browSheet } from './brow.ts';
import { FACE_CHANGES, MORPH_NAMES } from './expressions.ts';
import { eyeSheets } from './eye.ts';
import { changed, REST_FACE } from './face-shape.ts';
import { lashSheets } from './lash.ts';
import { drape, joinMorphs, type MorphMesh, type Sheet } from './layer.ts';
import { flushSheets, tearSheet } from './marks.ts';
import { mouthSheets } from './mouth.ts';

/** Everything drawn on the face by material; each mesh has one morph per name in `MORPH_NAMES`. */
export function faceMeshes(): { eye: MorphMesh; lid: MorphMesh; paint: MorphMesh } {
  const faces = MORPH_NAMES.map((name) => changed(FACE_CHANGES[name]));
  const sides = [eyeSheets('left'), eyeSheets('right')];
  const draw = (sheets: Sheet[]): MorphMesh =>
    joinMorphs(...sheets.map((sheet) => drape(sheet, REST_FACE, faces)));
  return {
    eye: draw(sides.flatMap((side) => side.eye)),
    lid: draw(sides.flatMap((side) => side.lid)),
    paint: draw([
      ...lashSheets('left'),
      ...lashSheets('right'),
      browSheet('left'),
      browSheet('right'),
      ...mouthSheets(),
      ...flushSheets('left'),
      ...flushSheets('right'),
      tearSheet('left'),
      tearSheet('right'),
    ]),
  };
}
