import { AccountSession } from './account-session.ts';
import { type Credentials, KeyCredentials, STORED_KEY, STORED_REFRESH } from './credentials.ts';

/**
 * What signs this page in: the desktop shell's key, one from the address (`#token=…`, taken out of it at once), or
 * what was used earlier in this tab. Null when the page must ask.
 */
export function firstCredentials(serverUrl: string): Credentials | null {
  const fromShell = window.tomo?.token;
  if (fromShell !== undefined) return new KeyCredentials(fromShell);
  const fromAddress = new URLSearchParams(location.hash.slice(1)).get('token');
  if (fromAddress !== null && fromAddress !== '') {
    history.replaceState(null, '', location.pathname + location.search);
    const credentials = new KeyCredentials(fromAddress);
    credentials.keep();
    return credentials;
  }
  const key = sessionStorage.getItem(STORED_KEY);
  if (key !== null) return new KeyCredentials(key);
  const refreshToken = sessionStorage.getItem(STORED_REFRESH);
  return refreshToken === null ? null : new AccountSession(serverUrl, refreshToken);
}
