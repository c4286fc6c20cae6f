import { join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain } from 'electron';
import { GET_BRIDGE } from '../shared/ipc.ts';
import type { ShellBridge } from '../shared/shell-bridge.ts';
import { bridgeFor } from './electron/answer-page.ts';
import { createWindow } from './electron/create-window.ts';
import { ServerProcess } from './electron/server-process.ts';

const HERE = import.meta.dirname;

// Tomo's data directory has the name that Electron would take for Chromium's profile.
app.setPath('userData', join(app.getPath('appData'), 'tomo-window'));

if (app.requestSingleInstanceLock()) run();
else app.quit();

function run(): void {
  let window: BrowserWindow | undefined;
  let bridge: ShellBridge | undefined;
  let server: ServerProcess | undefined;

  const show = () => {
    if (bridge === undefined) return;
    if (window === undefined || window.isDestroyed()) {
      window = createWindow({
        serverUrl: bridge.serverUrl,
        preloadFile: join(HERE, '..', 'preload', 'index.cjs'),
      });
      return;
    }
    if (window.isMinimized()) window.restore();
    window.focus();
  };

  ipcMain.on(GET_BRIDGE, (event) => {
    const frame = event.senderFrame;
    const sender = frame === null ? null : { url: frame.url, isTopFrame: frame.parent === null };
    event.returnValue = bridge === undefined ? null : bridgeFor(sender, bridge);
  });
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (server === undefined) return;
    event.preventDefault();
    const stopping = server.stop();
    server = undefined;
    void stopping.finally(() => app.quit());
  });

  void app.whenReady().then(() => {
    server = new ServerProcess({
      serverFile: join(HERE, 'utility.js'),
      engineFile: join(HERE, 'engine.js'),
      argv: process.argv.slice(app.isPackaged ? 1 : 2),
      onListening: ({ url, token }) => {
        const moved = bridge !== undefined && bridge.serverUrl !== url;
        bridge = { serverUrl: url, token, platform: process.platform };
        // After a restart of the server its port may be another, and with it the page's address.
        if (moved) window?.destroy();
        show();
      },
      onFailed: (message) => {
        dialog.showErrorBox('Tomo', message);
        app.quit();
      },
    });
  });
}
