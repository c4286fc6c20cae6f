import { z } from 'zod';
import { untilGone } from '../../../http/until-gone.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { assetUrls } from '../assets/asset-urls.ts';
import { answerMessage, metadataOf, nameOf } from './answer-message.ts';
import { characterName, media, metadata, sessionId, timestamp } from './message-body.ts';

const request = z.object({
  message: z.string(),
  character_id: characterName.nullish().describe('`assistant` when it is left out'),
  session_id: sessionId.nullish().describe('A name of your choice; without it a session is made'),
  context: z
    .object({
      user_name: z.string().max(100).nullish(),
      conversation_history: z.boolean().nullish().describe('false: without what was said before'),
    })
    .nullish(),
});

const response = z.object({
  response: z.string(),
  character_id: z.string(),
  session_id: z.string(),
  message_id: z.string(),
  timestamp,
  /** Nothing here makes videos yet. */
  media: media.extend({ video_url: z.null() }),
  metadata,
});

export function registerMessage(app: DialectApp, services: DialectServices): void {
  app.post(
    '/api/v1/chat/message',
    {
      config: { scope: 'chat' },
      schema: {
        tags: ['Chat'],
        summary: 'Say something, and get the answer',
        description:
          'A session that is new begins with it. The sound of the answer is made when it is first asked for.',
        body: request,
        response: { 200: response },
      },
    },
    async (request, reply) => {
      const { message, character_id, session_id, context } = request.body;
      const answered = await answerMessage(services, request.principal, {
        text: message,
        character: character_id ?? 'assistant',
        sessionId: session_id ?? null,
        userName: context?.user_name?.trim() || undefined,
        withHistory: context?.conversation_history ?? true,
        signal: untilGone(reply),
      });
      const { answer, character, sessionId } = answered;
      return {
        response: answer.content,
        character_id: nameOf(character),
        session_id: sessionId,
        message_id: answer.id,
        timestamp: new Date(answer.createdAtMs).toISOString(),
        media: { audio_url: assetUrls(app, services.signer, request).audio(answer.id), video_url: null },
        metadata: metadataOf(answered),
      };
    },
  );
}
