import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { BlockList } from '../block-list.ts';
import { READ_LIMITS } from '../read-limits.ts';
import type { ReadContext, ReadResult } from '../read-result.ts';
import { UnreadableDocument } from '../unreadable-document.ts';
import { imageSize } from './image-size.ts';

const LANGUAGE = 'eng';
const LSTM_ONLY = 1;
/** Of 100. What is made of pictures without text is less sure of itself. */
const CONFIDENCE_MIN = 55;
const MEDIA_TYPES: readonly (readonly [string, string])[] = [
  ['\x89PNG', 'image/png'],
  ['\xff\xd8', 'image/jpeg'],
  ['GIF8', 'image/gif'],
  ['BM', 'image/bmp'],
  ['RIFF', 'image/webp'],
];

/** The part of Tesseract's interface that is used here; see `baseapi.h` of Tesseract 5. */
interface Tesseract {
  FS: { writeFile(path: string, bytes: Uint8Array): void };
  TessBaseAPI: new () => {
    Init(folder: string, language: string, mode: number): number;
    /** Reads `/input`, with its rotation and scale. */
    SetImageFile(rotation: number, angle: number): number;
    Recognize(monitor: null): number;
    GetUTF8Text(): string;
    MeanTextConf(): number;
  };
}

/** Recognizes the text of a picture, offline. Letters are the Latin ones, words are best known in English. */
export async function readImage(
  bytes: Uint8Array,
  { onProgress }: ReadContext,
): Promise<ReadResult & { mediaType: string }> {
  refuseLarge(bytes);
  const tesseract = await loadTesseract((percent) => onProgress(percent, 100));
  const recognizer = new tesseract.TessBaseAPI();
  recognizer.Init('.', LANGUAGE, LSTM_ONLY);
  tesseract.FS.writeFile('/input', bytes);
  if (recognizer.SetImageFile(1, 0) !== 0 || recognizer.Recognize(null) !== 0) throw damaged();
  const text = recognizer.GetUTF8Text();
  if (text.trim() === '' || recognizer.MeanTextConf() < CONFIDENCE_MIN) {
    throw new UnreadableDocument('no_text', 'No text could be recognised in the picture');
  }
  const list = new BlockList();
  for (const part of text.split(/\n\s*\n/)) list.paragraph(part.replaceAll('\n', ' '), null);
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  const mediaType = MEDIA_TYPES.find(([mark]) => head.startsWith(mark))?.[1] ?? 'image/tiff';
  const warnings = ['The text was recognised in a picture, so some of it may be wrong'];
  return { title: null, pages: null, blocks: list.blocks, warnings, mediaType };
}

function refuseLarge(bytes: Uint8Array): void {
  const size = imageSize(bytes);
  if (size === null) throw damaged();
  if (size.width * size.height <= READ_LIMITS.imagePixels) return;
  throw new UnreadableDocument('too_large', 'The picture has more pixels than can be read. Make it smaller');
}

/** The program and its language are files of their packages; it loads nothing by itself. */
async function loadTesseract(onPercent: (percent: number) => void): Promise<Tesseract> {
  const require = createRequire(import.meta.url);
  const start = require('tesseract.js-core/tesseract-core-simd-lstm.js') as (
    options: object,
  ) => Promise<Tesseract>;
  const tesseract = await start({
    wasmBinary: await readFile(require.resolve('tesseract.js-core/tesseract-core-simd-lstm.wasm')),
    TesseractProgress: onPercent,
    print: () => {},
    printErr: () => {},
  });
  const language = require.resolve('@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz');
  tesseract.FS.writeFile(`${LANGUAGE}.traineddata`, gunzipSync(await readFile(language)));
  return tesseract;
}

function damaged(): UnreadableDocument {
  return new UnreadableDocument('damaged', 'The picture is damaged and cannot be read');
}
