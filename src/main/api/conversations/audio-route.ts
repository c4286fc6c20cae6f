import { z } from 'zod';
import { id } from '../../../shared/api/common.ts';
import { viewerOf } from '../../http/auth/guard.ts';
import { sendMedia } from '../../http/send-media.ts';
import type { NativeApp, NativeServices } from '../native-app.ts';

const params = z.object({ message_id: id });

/** The sound of an answer, as WAV; parts of it by `Range`. */
export function registerMessageAudio(app: NativeApp, { messageAudio }: NativeServices): void {
  app.get(
    '/messages/:message_id/audio',
    {
      config: { signedUrl: true },
      schema: {
        tags: ['Conversations'],
        summary: 'The sound of an answer (WAV)',
        description:
          'Made when it is first asked for. Takes `Range`, and a signed address (`audio_url`) instead of a key.',
        params,
      },
    },
    async (request, reply) => {
      const file = await messageAudio.file(viewerOf(request), request.params.message_id);
      return await sendMedia(reply, file, 'audio/wav');
    },
  );
}
