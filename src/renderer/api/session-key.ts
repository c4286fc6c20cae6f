const STORED = 'tomo-key';

/**
 * The key that signs this page in: from the desktop shell, from the address (`#token=…`, taken out of it at once), or
 * from earlier in this tab. Null when the page must ask for it.
 */
export function takeSessionKey(): string | null {
  const fromShell = window.tomo?.token;
  if (fromShell !== undefined) return fromShell;
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null && token !== '') {
    history.replaceState(null, '', location.pathname + location.search);
    sessionStorage.setItem(STORED, token);
    return token;
  }
  return sessionStorage.getItem(STORED);
}

export function keepSessionKey(key: string): void {
  sessionStorage.setItem(STORED, key);
}

export function forgetSessionKey(): void {
  sessionStorage.removeItem(STORED);
}
