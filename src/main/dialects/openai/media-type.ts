import type { FastifyRequest } from 'fastify';

/** A body of a kind that the address does not read. */
class MediaTypeError extends Error {
  override readonly name = 'MediaTypeError';
  readonly statusCode = 415;
}

/** Other parts of the server read other kinds of bodies; addresses with a schema read JSON. */
export async function requireJson({ headers, routeOptions }: FastifyRequest): Promise<void> {
  const type = headers['content-type'];
  if (routeOptions.schema?.body === undefined || type === undefined) return;
  if (!/^application\/json\b/i.test(type)) {
    throw new MediaTypeError('The Content-Type is not supported here; send application/json');
  }
}

export function requireMultipart(request: FastifyRequest): void {
  if (request.isMultipart()) return;
  throw new MediaTypeError('The Content-Type is not supported here; send multipart/form-data with a `file`');
}
