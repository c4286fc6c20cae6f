import { Readable } from 'node:stream';
import { z } from 'zod';
import { notFound } from '../../../domain/domain-error.ts';
import { SOUND_FORMATS } from '../../../domain/voice/encode/sound-formats.ts';
import { untilGone } from '../../../http/until-gone.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';

/** Programs that were made for OpenAI ask for these; each is Tomo's default voice of the text's language. */
const OPENAI_MODELS = /^(default|tts-1|tts-1-hd|gpt-4o(-mini)?-tts)(-[\w-]+)?$/i;
const OPENAI_VOICES = new Set(
  'default alloy ash ballad cedar coral echo fable marin nova onyx sage shimmer verse'.split(' '),
);
const CHARACTERS_MAX = 4096;

const speechRequest = z.object({
  model: z.string().min(1).max(300),
  input: z.string().min(1).max(CHARACTERS_MAX),
  voice: z
    .union([z.string(), z.object({ id: z.string() })])
    .transform((voice) => (typeof voice === 'string' ? voice : voice.id))
    .describe('One of GET /v1/voices, or `default`; names of OpenAI mean the default'),
  response_format: z
    .enum(Object.keys(SOUND_FORMATS) as (keyof typeof SOUND_FORMATS)[], {
      error: `must be one of ${Object.keys(SOUND_FORMATS).join(', ')}; aac cannot be made here`,
    })
    .nullish(),
  speed: z.number().min(0.25).max(4).nullish(),
  stream_format: z.literal('audio', 'only `audio` is sent: the sound itself, while it is made').nullish(),
  instructions: z.string().nullish().describe('Not followed'),
});

export function registerSpeech(app: DialectApp, { readAloud }: DialectServices): void {
  app.post(
    '/audio/speech',
    {
      config: { scope: 'chat' },
      schema: {
        tags: ['Audio'],
        summary: 'A text as sound',
        description: 'Sent while it is made, clause by clause. `pcm` is 24 kHz, 16 bits, one channel.',
        body: speechRequest,
      },
    },
    async ({ body }, reply) => {
      if (!OPENAI_MODELS.test(body.model)) throw notFound('model', body.model);
      const format = body.response_format ?? 'mp3';
      const sound = readAloud.read(
        {
          text: body.input,
          ...(OPENAI_VOICES.has(body.voice) ? {} : { voiceId: body.voice }),
          speed: body.speed ?? 1,
          format,
        },
        untilGone(reply),
      );
      // What fails before the first sound fails the request.
      const first = await sound.next();
      const all = async function* () {
        if (first.done !== true) yield first.value;
        yield* sound;
      };
      return await reply.type(SOUND_FORMATS[format].contentType).send(Readable.from(all()));
    },
  );
}
