import { BrowserWindow, session, shell } from 'electron';
import { mayHavePermission, mayNavigate, mayOpenOutside } from './window-policy.ts';

export interface WindowOptions {
  serverUrl: string;
  preloadFile: string;
}

/** The one window: the app from Tomo's own server, locked in there. */
export function createWindow({ serverUrl, preloadFile }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1180,
    height: 800,
    minWidth: 340,
    minHeight: 520,
    show: false,
    title: 'Tomo',
    autoHideMenuBar: true,
    webPreferences: {
      preload: preloadFile,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.on('will-navigate', (event) => {
    if (!mayNavigate(event.url, serverUrl)) event.preventDefault();
  });
  window.webContents.on('will-redirect', (event) => {
    if (!mayNavigate(event.url, serverUrl)) event.preventDefault();
  });
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
  guardPermissions(serverUrl);
  void window.loadURL(`${serverUrl}/app/`);
  return window;
}

function guardPermissions(serverUrl: string): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(mayHavePermission(permission, requestingUrl, serverUrl)),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) =>
    mayHavePermission(permission, `${origin.replace(/\/$/, '')}/app/`, serverUrl),
  );
}
