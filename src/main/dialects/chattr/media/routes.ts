import { z } from 'zod';
import { EMOTIONS, type Emotion } from '../../../../shared/emotion.ts';
import { voiceFor } from '../../../domain/voice/emotional-voice.ts';
import type { SpokenText } from '../../../domain/voice/spoken-texts.ts';
import { NotAvailableError } from '../../../http/describe-failure.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { assetUrls } from '../assets/asset-urls.ts';
import { characterName, timestamp } from '../chat/message-body.ts';
import { NOT_THERE_YET } from '../operations.ts';

const tags = ['Media'];
const CHARACTERS_MAX = 5_000;

const factor = z.number().min(0.5).max(2).nullish();

const voiceRequest = z.object({
  text: z.string().min(1).max(CHARACTERS_MAX),
  character_id: characterName.nullish().describe('`assistant` when it is left out'),
  voice_settings: z
    .object({
      speed: factor,
      pitch: factor,
      emotion: z
        .string()
        .max(50)
        .nullish()
        .describe(`One of ${EMOTIONS.join(', ')}`),
    })
    .nullish(),
});

const voiceResult = z.object({
  request_id: z.string(),
  audio_url: z.string(),
  duration_seconds: z.number(),
  file_size_bytes: z.int(),
  format: z.literal('wav'),
  generated_at: timestamp,
  /** What was asked for and could not be done. */
  warnings: z.array(z.string()).optional(),
});

const videoRequest = z.object({
  text: z.string().min(1).max(CHARACTERS_MAX),
  character_id: characterName.nullish(),
  video_settings: z
    .object({
      width: z.int().min(16).max(8192),
      height: z.int().min(16).max(8192),
      duration_seconds: z.number().positive().max(600),
      style: z.string().max(100),
    })
    .partial()
    .nullish(),
});

const statusBody = z.object({
  request_id: z.string(),
  status: z.enum(['processing', 'completed', 'failed', 'expired']),
  progress: z.int(),
  media_type: z.literal('voice'),
  result: z.object({ audio_url: z.string(), duration_seconds: z.number() }).nullable(),
  created_at: timestamp,
  completed_at: timestamp.nullable(),
});

const STATUS = { working: 'processing', done: 'completed', failed: 'failed', expired: 'expired' } as const;

export function registerMedia(app: DialectApp, services: DialectServices): void {
  const { characters, spokenTexts, signer } = services;

  app.post(
    '/api/v1/media/voice',
    {
      config: { scope: 'chat' },
      schema: {
        tags,
        summary: 'A text as sound',
        description: 'In the voice of the character. The file is kept for a day.',
        body: voiceRequest,
        response: { 200: voiceResult },
      },
    },
    async (request) => {
      const { text, character_id, voice_settings } = request.body;
      const { speed, pitch, emotion } = voice_settings ?? {};
      const { voiceConfig } = await characters.named(request.principal, character_id ?? 'assistant');
      const feeling = toEmotion(emotion ?? 'neutral');
      const voice = voiceFor(voiceConfig, {
        speed: speed ?? 1,
        pitch: pitch ?? 1,
        emotion: feeling ?? 'neutral',
      });
      const made = await spokenTexts.make(request.principal, text, voice);
      return {
        request_id: made.id,
        audio_url: assetUrls(app, signer, request).audio(made.id),
        duration_seconds: (made.durationMs ?? 0) / 1000,
        file_size_bytes: made.byteCount ?? 0,
        format: 'wav' as const,
        generated_at: new Date(made.finishedAtMs ?? made.createdAtMs).toISOString(),
        ...(feeling === undefined
          ? {
              warnings: [
                `the emotion is not known, so it was spoken neutrally; known: ${EMOTIONS.join(', ')}`,
              ],
            }
          : {}),
      };
    },
  );

  app.post(
    '/api/v1/media/video',
    {
      config: { scope: 'chat' },
      schema: {
        tags,
        summary: 'A video: not available',
        description:
          'Answers 503 `SERVICE_UNAVAILABLE` with `details.available: false`: nothing here makes videos yet.',
        body: videoRequest,
      },
    },
    async () => {
      throw new NotAvailableError('video_generation', NOT_THERE_YET['POST /api/v1/media/video']);
    },
  );

  app.get(
    '/api/v1/media/status/:request_id',
    {
      schema: {
        tags,
        summary: 'How far a request for sound is',
        description: 'Known for two days; the file of a request that is `expired` is not kept any more.',
        params: z.object({ request_id: z.string() }),
        response: { 200: statusBody },
      },
    },
    async (request) => {
      const found = await spokenTexts.get(request.principal, request.params.request_id);
      return toStatus(found, assetUrls(app, signer, request).audio(found.id));
    },
  );
}

/** @returns undefined for what nobody here can feel */
function toEmotion(name: string): Emotion | undefined {
  return EMOTIONS.find((emotion) => emotion === name.trim().toLowerCase());
}

function toStatus(made: SpokenText, audioUrl: string): z.infer<typeof statusBody> {
  const { id, state, durationMs, createdAtMs, finishedAtMs } = made;
  return {
    request_id: id,
    status: STATUS[state],
    progress: state === 'done' || state === 'expired' ? 100 : 0,
    media_type: 'voice',
    result: state === 'done' ? { audio_url: audioUrl, duration_seconds: (durationMs ?? 0) / 1000 } : null,
    created_at: new Date(createdAtMs).toISOString(),
    completed_at: finishedAtMs === null ? null : new Date(finishedAtMs).toISOString(),
  };
}
