import { basename, dirname } from 'node:path';
import type { FastifyReply } from 'fastify';

/** Answers with a file of this machine, or the part of it that a `Range` header asks for. */
export async function sendMedia(
  reply: FastifyReply,
  file: string,
  contentType: string,
): Promise<FastifyReply> {
  return reply
    .header('X-Content-Type-Options', 'nosniff')
    .header('Cache-Control', 'private, max-age=3600')
    .type(contentType)
    .sendFile(basename(file), dirname(file), { contentType: false, cacheControl: false });
}
