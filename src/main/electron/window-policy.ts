/** The shell's decisions about what a page may do, apart from Electron so that they can be tested. */

/** Permissions that Tomo's own page gets; every other one is refused. */
const GRANTED = new Set(['media', 'fullscreen', 'clipboard-sanitized-write']);

/** Whether a window may go to this address: only to the app on Tomo's own server. */
export function mayNavigate(target: string, serverUrl: string): boolean {
  if (!URL.canParse(target)) return false;
  const url = new URL(target);
  return url.origin === new URL(serverUrl).origin && url.pathname.startsWith('/app/');
}

/** Whether an address may be opened in the person's own browser. */
export function mayOpenOutside(target: string): boolean {
  return URL.canParse(target) && new URL(target).protocol === 'https:';
}

/** Whether a page may have a permission. @param page the address of the page that asks */
export function mayHavePermission(permission: string, page: string, serverUrl: string): boolean {
  return GRANTED.has(permission) && mayNavigate(page, serverUrl);
}

/** How long to wait before a process that ended is started again; null when it ended too often. */
export function restartDelayMs(endings: readonly number[], nowMs: number): number | null {
  const lately = endings.filter((atMs) => nowMs - atMs < 60_000).length;
  return lately > 5 ? null : Math.min(250 * 2 ** Math.max(0, lately - 1), 4_000);
}
