import type { FastifyRequest } from 'fastify';
import type { UrlSigner } from '../../../http/auth/signed-url.ts';
import type { DialectApp } from '../../dialect.ts';

/** Addresses of files, on the host that was asked and below the dialect's own; each carries its signature. */
export interface AssetUrls {
  /** @param id of an answer or of a text that was read aloud */
  audio(id: string): string;
  avatar(vrmModelId: string): string;
}

export function assetUrls(app: DialectApp, signer: UrlSigner, request: FastifyRequest): AssetUrls {
  const at = (path: string) =>
    `${request.protocol}://${request.headers.host}${signer.sign(`${app.prefix}/assets/${path}`)}`;
  return {
    audio: (id) => at(`audio/${id}.wav`),
    avatar: (vrmModelId) => at(`avatars/${encodeURIComponent(vrmModelId)}`),
  };
}
