/** What the preload script of the desktop shell gives the page, and nothing else. */
export interface ShellBridge {
  /** Where the server listens, e.g. `http://127.0.0.1:8787`. */
  serverUrl: string;
  /** The owner's key. */
  token: string;
  platform: string;
}
