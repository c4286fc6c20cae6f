import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { PNG } from 'pngjs';
import { build } from 'vite';
import type { Shot } from './shot.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = fileURLToPath(new URL('page/', import.meta.url));

async function bundle(): Promise<Map<string, string | Uint8Array>> {
  const built = await build({
    root: page,
    logLevel: 'error',
    configFile: false,
    build: { write: false, minify: false },
  });
  const files = new Map<string, string | Uint8Array>();
  for (const part of 'output' in built ? built.output : [])
    files.set(`/${part.fileName}`, part.type === 'chunk' ? part.code : part.source);
  return files;
}

async function serve(files: Map<string, string | Uint8Array>): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    const built = files.get(path);
    if (path === '/model.vrm') {
      createReadStream(process.env.MODEL ?? `${root}resources/avatars/tomo.vrm`).pipe(response);
      return;
    }
    if (built !== undefined) {
      response.setHeader('content-type', path.endsWith('.html') ? 'text/html' : 'text/javascript');
      response.end(built);
    } else if (/^\/resources\/animations\/[a-z_]+\.vrma$/.test(path) && existsSync(root + path))
      createReadStream(root + path).pipe(response);
    else {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

/**
 * Draws shots in a headless Chromium with software GL.
 *
 * @returns one picture per shot, `width` x `height`
 */
export async function renderShots(shots: Shot[], width: number, height: number): Promise<PNG[]> {
  const server = await serve(await bundle());
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  try {
    const tab = await browser.newPage();
    const problems: string[] = [];
    tab.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    tab.on('pageerror', (error) => problems.push(String(error)));
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const pictures: PNG[] = [];
    for (const shot of shots) {
      const url = await tab.evaluate(
        `draw(${JSON.stringify(shot)}, ${width}, ${height}).then(() => document.querySelector('canvas').toDataURL('image/png'))`,
      );
      pictures.push(PNG.sync.read(Buffer.from(String(url).split(',')[1] ?? '', 'base64')));
    }
    const real = problems.filter((text) => !text.includes('404'));
    if (real.length) throw new Error(real.join('\n'));
    return pictures;
  } finally {
    await browser.close();
    server.close();
  }
}

/** Puts pictures of one size side by side, `columns` to a row. */
export function contactSheet(pictures: PNG[], columns: number): PNG {
  const { width, height } = pictures[0]!;
  const sheet = new PNG({
    width: width * Math.min(columns, pictures.length),
    height: height * Math.ceil(pictures.length / columns),
  });
  pictures.forEach((picture, i) => {
    PNG.bitblt(picture, sheet, 0, 0, width, height, (i % columns) * width, Math.floor(i / columns) * height);
  });
  return sheet;
}
