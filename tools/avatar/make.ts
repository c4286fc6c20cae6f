/** Makes everything in resources/avatars and resources/animations: `node tools/avatar/make.ts [animations]`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { CLIPS } from './animation/clips.ts';
import { writeVrma } from './animation/vrma.ts';
import { buildAvatar } from './build-avatar.ts';

const resources = new URL('../../resources/', import.meta.url);
const thumbnailFile = new URL('thumbnail.png', import.meta.url);

function write(path: string, bytes: Uint8Array): void {
  const file = new URL(path, resources);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, bytes);
  console.log(`${path}: ${bytes.length} bytes`);
}

for (const clip of CLIPS) write(`animations/${clip.name}.vrma`, writeVrma(clip));
if (process.argv[2] !== 'animations')
  write('avatars/tomo.vrm', buildAvatar(existsSync(thumbnailFile) ? readFileSync(thumbnailFile) : undefined));
