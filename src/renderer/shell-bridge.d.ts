import type { ShellBridge } from '../shared/shell-bridge.ts';

declare global {
  interface Window {
    /** What the desktop shell gives the page; a browser has none. */
    tomo?: ShellBridge;
  }
}
