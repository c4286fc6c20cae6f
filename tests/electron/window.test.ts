import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/start-tomo.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Electron's program; null where it was never fetched. */
function electronProgram(): string | null {
  const folder = join(ROOT, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(program) ? program : null;
}

const program = electronProgram();
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const why = program === null ? "Electron's program is not here" : 'there is no display';
const canRun = program !== null && hasDisplay;
if (!canRun) console.warn(`The desktop window was not tried: ${why}.`);

test.skipIf(!canRun)(
  canRun ? 'the desktop window shows the app, signed in' : `the desktop window: skipped, ${why}`,
  async () => {
    const data = await temporaryDirectory();
    const app = await _electron.launch({
      executablePath: program ?? '',
      args: [ROOT, '--port', '0', '--data-dir', data],
    });
    try {
      const window = await app.firstWindow();
      await window.getByRole('textbox').first().waitFor({ timeout: 60_000 });
      expect(new URL(window.url()).pathname).toBe('/app/');
      expect(await window.evaluate('typeof require')).toBe('undefined');
      expect(await window.evaluate('Object.keys(window.tomo).sort().join()')).toBe(
        'platform,serverUrl,token',
      );
      await window.evaluate("location.href = 'https://example.org/'");
      expect(new URL(window.url()).pathname).toBe('/app/');
    } finally {
      await app.close();
    }
  },
  120_000,
);
