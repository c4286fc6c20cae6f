import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'bambisleep_session';

/**
 * How long a login lasts, in seconds. The platform has no way to renew one; logging out, and changing the password,
 * end it at once.
 */
export const SESSION_SECONDS = 7 * 24 * 3_600;

/**
 * The session token of the cookie. It is overlooked where a page of another origin is behind the request: browsers
 * send the cookie along for every port of this machine. Where such a page says its origin, the door has judged that.
 */
export function cookieToken(request: FastifyRequest): string | undefined {
  const { origin, cookie = '' } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none' && origin === undefined;
  if (isForeign) return undefined;
  for (const part of cookie.split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === NAME && value !== undefined && value !== '') return value;
  }
  return undefined;
}

/** @param path below which the routes of the platform are */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  token: string,
): void {
  reply.header('Set-Cookie', cookie(request, path, token, SESSION_SECONDS));
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply, path: string): void {
  reply.header('Set-Cookie', cookie(request, path, '', 0));
}

/** Behind a proxy that speaks TLS the connection is plain, but the page says where it is. */
function isSecure({ protocol, headers }: FastifyRequest): boolean {
  return protocol === 'https' || headers.origin?.startsWith('https://') === true;
}

function cookie(request: FastifyRequest, path: string, value: string, maxAgeSeconds: number): string {
  const attributes = [
    `${NAME}=${value}`,
    `Path=${path === '' ? '/' : path}`,
    `Max-Age=${maxAgeSeconds}`,
    'HttpOnly',
    'SameSite=Strict',
  ];
  return [...attributes, ...(isSecure(request) ? ['Secure'] : [])].join('; ');
}
