import { z } from 'zod';
import type { Principal } from '../../../domain/accounts/principal.ts';
import type { Conversation } from '../../../domain/chat/message.ts';
import { DomainError, notFound } from '../../../domain/domain-error.ts';
import { withinLimits } from '../../../domain/triggers/trigger-contributor.ts';
import { viewerOf } from '../../../http/auth/guard.ts';
import { sendMedia } from '../../../http/send-media.ts';
import { untilGone } from '../../../http/until-gone.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';

const tags = ['AI'];
const AUDIO_FILE = /^(msg_[a-z0-9]+)\.wav$/;

const generation = z.object({
  prompt: z.string(),
  settings: z
    .object({
      model: z.string().max(200).nullish().describe('`MODEL_1` and every other name mean the model in use'),
      includeAudio: z.boolean().nullish().describe('true: with the address of the sound'),
      includeTriggers: z.boolean().nullish().describe('false: without the names of the triggers'),
      sessionId: z.string().min(1).max(200).nullish().describe('Without it your latest session goes on'),
      characterId: z.string().min(1).max(200).nullish().describe('Goes on in your latest session with it'),
    })
    .nullish(),
});

const generated = z.object({
  response: z.string(),
  /** Null where it was not asked for. */
  audioUrl: z.string().nullable(),
  triggers: z.array(z.string()),
  sessionId: z.string(),
  messageId: z.string(),
  /** What was asked for and could not be done. */
  warnings: z.array(z.string()).optional(),
});

export function registerGenerate(app: DialectApp, services: DialectServices): void {
  const { chat, messageAudio, signer, triggers } = services;

  app.post(
    '/v1/ai/generate',
    {
      config: { scope: 'chat' },
      schema: {
        tags,
        summary: 'Say something, and get the answer',
        description:
          'It goes on in your latest session; where there is none it begins one with your first character. ' +
          '`triggers` names those that were in what you said. The sound is made when it is first asked for.',
        body: generation,
        response: { 200: generated },
      },
    },
    async (request, reply) => {
      const { prompt, settings } = request.body;
      const conversation = await openSession(services, request.principal, settings ?? {});
      const found = withinLimits(await triggers.foundIn(conversation.userId, prompt));
      const exchange = await chat.say(request.principal, conversation.id, prompt, 'queue', {
        signal: untilGone(reply),
      });
      const answer = await exchange.answer;
      if (answer === null)
        throw new DomainError('conflict', 'The answer was cut off before anything was said');
      const sound = `${app.prefix}/audio/${answer.id}.wav`;
      const warnings = await warningsAbout(services, settings?.model ?? 'default');
      return {
        response: answer.content,
        audioUrl:
          settings?.includeAudio === true
            ? `${request.protocol}://${request.headers.host}${signer.sign(sound)}`
            : null,
        triggers: settings?.includeTriggers === false ? [] : [...new Set(found.map(({ name }) => name))],
        sessionId: conversation.id,
        messageId: answer.id,
        ...(warnings.length === 0 ? {} : { warnings }),
      };
    },
  );

  app.get(
    '/audio/:audioFile',
    {
      config: { signedUrl: true },
      schema: {
        tags,
        summary: 'The sound of an answer (WAV)',
        description: 'Takes `Range`, and a signed address (`audioUrl`) instead of a key.',
        params: z.object({ audioFile: z.string().max(200) }),
      },
    },
    async (request, reply) => {
      const { audioFile } = request.params;
      const [, id] = AUDIO_FILE.exec(audioFile) ?? [];
      if (id === undefined) throw notFound('audio', audioFile);
      return await sendMedia(reply, await messageAudio.file(viewerOf(request), id), 'audio/wav');
    },
  );
}

/** @throws DomainError `not_found`, `invalid`, `conflict` */
async function openSession(
  { conversations, ongoingConversations }: DialectServices,
  principal: Principal,
  {
    sessionId,
    characterId,
  }: { sessionId?: string | null | undefined; characterId?: string | null | undefined },
): Promise<Conversation> {
  if (sessionId == null) {
    return await ongoingConversations.open(principal, characterId ?? null, { api: 'bambisleep' });
  }
  const conversation = await conversations.get(principal, sessionId);
  if (characterId == null || characterId === conversation.characterId) return conversation;
  throw new DomainError('invalid', 'This session is with another character; leave one of the two out', {
    field: 'settings.characterId',
  });
}

/** Names that are not known here are those of the platform, which mean the model in use; an installed one does not. */
async function warningsAbout({ namedModels }: DialectServices, model: string): Promise<string[]> {
  const [, , ...notInUse] = await namedModels.names();
  if (!notInUse.includes(model)) return [];
  return [`the model '${model}' is installed, but not in use; the model in use answered`];
}
