/** The `Host` and `Origin` headers of a request, and what they must be. */
export interface OriginPolicy {
  /** The port on which the server was reached. */
  port: number;
  /** Further host names that the owner allowed, without port. */
  allowedHosts: readonly string[];
  /** Further origins that the owner allowed, e.g. `https://example.org`. */
  allowedOrigins: readonly string[];
}

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a `Host` header names this server by a loopback name or address (or one the owner allowed) with the right
 * port. A web page whose DNS name was pointed at this machine sends its own name here, and is refused.
 */
export function isAllowedHost(host: string | undefined, policy: OriginPolicy): boolean {
  if (host === undefined) return false;
  const match = /^(\[[0-9a-f:]+\]|[^:[\]/@\s]+)(?::(\d{1,5}))?$/i.exec(host);
  if (match === null) return false;
  const name = (match[1] ?? '').toLowerCase();
  const port = match[2] === undefined ? 80 : Number(match[2]);
  if (policy.allowedHosts.includes(name)) return true;
  const isLoopback = LOOPBACK_NAMES.has(name) || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
  return isLoopback && port === policy.port;
}

/**
 * Whether an `Origin` header is Tomo's own or one the owner allowed. Programs send none, browsers always do where it
 * matters.
 */
export function isAllowedOrigin(origin: string | undefined, policy: OriginPolicy): boolean {
  if (origin === undefined) return true;
  if (policy.allowedOrigins.includes(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.protocol === 'http:' && url.origin === origin && isAllowedHost(url.host, policy);
}
