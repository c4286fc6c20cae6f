import type { FastifyInstance } from 'fastify';

/** A request body that is not what it should be; `statusCode` makes it the caller's fault. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
  readonly statusCode = 400;
}

const DEEPEST_JSON = 100;

/**
 * Reads JSON bodies strictly: UTF-8 without errors, no `__proto__` or `constructor.prototype` keys, at most a hundred
 * levels deep. An empty body is no body.
 */
export function addJsonBodyParser(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(body as Buffer);
    } catch {
      return done(new BodyError('The body is not valid UTF-8'));
    }
    if (depthOf(text) > DEEPEST_JSON) {
      return done(new BodyError(`The JSON is nested deeper than ${DEEPEST_JSON} levels`));
    }
    parse(request, text, (error, value) => {
      if (error) done(new BodyError(whatIsWrong(text)));
      else done(null, value);
    });
  });
}

/** The parser refuses two kinds of text: what is not JSON, and JSON with keys that change what an object is. */
function whatIsWrong(text: string): string {
  try {
    JSON.parse(text);
    return "The JSON has a key '__proto__' or 'constructor.prototype'; these are not taken";
  } catch {
    return 'The body is not valid JSON';
  }
}

/** How deep the brackets outside of strings go. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepest;
}
