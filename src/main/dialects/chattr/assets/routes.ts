import { z } from 'zod';
import { notFound } from '../../../domain/domain-error.ts';
import { viewerOf } from '../../../http/auth/guard.ts';
import { sendMedia } from '../../../http/send-media.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';

const AUDIO_FILE = /^((msg|med)_[a-z0-9]+)\.wav$/;

/** The files whose addresses the answers hold. */
export function registerAssets(
  app: DialectApp,
  { messageAudio, spokenTexts, vrmModels }: DialectServices,
): void {
  app.get(
    '/assets/audio/:audio_file',
    {
      config: { signedUrl: true },
      schema: {
        tags: ['Media'],
        summary: 'The sound of an answer, or of a text (WAV)',
        description: 'Takes `Range`, and a signed address (`audio_url`) instead of a key.',
        params: z.object({ audio_file: z.string() }),
      },
    },
    async (request, reply) => {
      const name = request.params.audio_file;
      const [, id, kind] = AUDIO_FILE.exec(name) ?? [];
      if (id === undefined) throw notFound('audio', name);
      const files = kind === 'msg' ? messageAudio : spokenTexts;
      return await sendMedia(reply, await files.file(viewerOf(request), id), 'audio/wav');
    },
  );

  app.get(
    '/assets/avatars/:model_id',
    {
      config: { signedUrl: true },
      schema: {
        tags: ['Characters'],
        summary: 'The picture of a character',
        description:
          'The one that its VRM model carries. Takes a signed address (`avatar_url`) instead of a key.',
        params: z.object({ model_id: z.string() }),
      },
    },
    async (request, reply) => {
      const { mimeType, bytes } = await vrmModels.preview(viewerOf(request), request.params.model_id);
      return reply.header('X-Content-Type-Options', 'nosniff').type(mimeType).send(bytes);
    },
  );
}
