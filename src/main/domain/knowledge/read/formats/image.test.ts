import { expect, test } from 'vitest';
import { readBytes } from '../read-bytes.ts';
import { imageSize } from './image-size.ts';
import { picture } from './picture.test-data.ts';

const read = (bytes: Uint8Array) => readBytes(bytes, { filename: 'photo', onProgress: () => {} });

test('recognizes the text of a picture, and says that it may be wrong', async () => {
  const { passages, mediaType, warnings } = await read(picture('THE LITTLE HILL FELL'));
  expect(passages.map(({ content }) => content)).toEqual(['THE LITTLE HILL FELL']);
  expect(mediaType).toBe('image/png');
  expect(warnings).toHaveLength(1);
});

test('says how far it is with a picture', async () => {
  const told: number[] = [];
  await readBytes(picture('TELL THE LITTLE FILE'), {
    filename: 'photo',
    onProgress: (done) => void told.push(done),
  });
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
});

test('says that there is no text in a picture, or that it is damaged or too large', async () => {
  await expect(read(picture(''))).rejects.toMatchObject({ code: 'no_text' });
  const cut = picture('TELL').subarray(0, 20);
  await expect(read(Uint8Array.from(cut))).rejects.toMatchObject({ code: 'damaged' });
  const huge = picture('TELL');
  new DataView(huge.buffer).setUint32(16, 60_000);
  new DataView(huge.buffer).setUint32(20, 60_000);
  await expect(read(huge)).rejects.toMatchObject({ code: 'too_large' });
});

test.each([
  ['GIF', 'GIF89a\x03\x02\x04\x01'],
  ['BMP', `BM${'\0'.repeat(16)}\x03\x02\0\0\xfc\xfe\xff\xff`],
  ['JPEG', '\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08\x01\x04\x02\x03'],
  ['WebP', `RIFF\0\0\0\0WEBPVP8X${'\0'.repeat(8)}\x02\x02\0\x03\x01\0`],
  ['TIFF', 'II*\0\x08\0\0\0\x02\0\0\x01\x03\0\x01\0\0\0\x03\x02\0\0\x01\x01\x04\0\x01\0\0\0\x04\x01\0\0'],
])('knows the size of a %s before it is unpacked', (_name, head) => {
  expect(imageSize(Uint8Array.from(Buffer.from(head, 'latin1')))).toEqual({ width: 515, height: 260 });
});
