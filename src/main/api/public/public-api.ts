import type { WebSocket } from 'ws';
import { z } from 'zod';
import { id } from '../../../shared/api/common.ts';
import {
  publicCharacter,
  publicConversation,
  publicMessage,
  publicVisit,
  visitorMessageDraft,
} from '../../../shared/api/public.ts';
import { bearerToken } from '../../http/auth/guard.ts';
import type { KnownMethods } from '../../http/known-methods.ts';
import type { NativeApp, NativeServices } from '../native-app.ts';
import { nativeErrorBody, nativeErrorFrame, toNativeError } from '../native-error.ts';
import { speakNative } from '../native-protocol.ts';
import { RealtimeConnection } from '../realtime/realtime-connection.ts';
import { toPublicCharacter, toPublicConversation, toPublicMessage } from './public-body.ts';
import { visitorDoor } from './visitor-door.ts';

const JSON_BYTES_MAX = 16 * 1024;
const CLOSE_TOO_MANY = 4429;

const tags = ['Public'];
const ref = z.object({ character: id.describe('The last part of its public address, or its id') });
const ofConversation = z.object({ conversation_id: id });

/** What visitors of published characters use, without a key; register it at `/public`. */
export async function publicApi(
  app: NativeApp,
  { services, methods }: { services: NativeServices; methods: KnownMethods },
): Promise<void> {
  const { publications, visits, visitorLimits } = services;
  speakNative(app, methods);
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, public: true };
    route.bodyLimit = JSON_BYTES_MAX;
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('Cache-Control', 'no-store');
    await visitorLimits.request(request.ip);
  });

  app.get(
    '/characters/:character',
    {
      schema: {
        tags,
        summary: 'A published character',
        description: 'What everybody may know of it. 404 while it is not published.',
        params: ref,
        response: { 200: publicCharacter },
      },
    },
    async (request) =>
      await toPublicCharacter(services, request, await publications.published(request.params.character)),
  );

  app.post(
    '/characters/:character/visits',
    {
      schema: {
        tags,
        summary: 'Begin to talk to a published character',
        description:
          'The token is good for one conversation, for a day. Nothing is stored before you say something.',
        params: ref,
        response: { 201: publicVisit },
      },
    },
    async (request, reply) => {
      await visitorLimits.visit(request.ip);
      const { token, visit, character } = await visits.begin(request.params.character);
      return reply.code(201).send({
        token,
        expires_at: new Date(visit.expiresAtMs).toISOString(),
        conversation_id: visit.conversationId,
        character: await toPublicCharacter(services, request, character),
      });
    },
  );

  app.get(
    '/conversations/:conversation_id',
    {
      schema: {
        tags,
        summary: "A visitor's own conversation",
        description: 'With its messages, oldest first. Takes the token of the visit, and no other key.',
        params: ofConversation,
        response: { 200: publicConversation },
      },
    },
    async (request) => {
      const visit = await visits.check(bearerToken(request));
      return toPublicConversation(visit, await visits.conversation(visit, request.params.conversation_id));
    },
  );

  app.post(
    '/conversations/:conversation_id/messages',
    {
      schema: {
        tags,
        summary: 'Say something as a visitor',
        description:
          'Takes the token of the visit. The answer comes over the WebSocket at `/public/ws`, whose frames are those of ' +
          '`/v1/ws`; the first one is `{"type":"auth","token":"TOKEN_OF_THE_VISIT"}`.',
        params: ofConversation,
        body: visitorMessageDraft,
        response: { 200: publicMessage },
      },
    },
    async (request) => {
      const visit = await visits.check(bearerToken(request));
      visits.requireOwn(visit, request.params.conversation_id);
      const { content, when_busy } = request.body;
      const interrupts = when_busy === 'interrupt';
      const { message } = await visitorLimits.message(visit, request.ip, interrupts, () =>
        visits.say(visit, content, interrupts ? 'interrupt' : 'queue'),
      );
      return toPublicMessage(message);
    },
  );

  app.route({
    method: 'GET',
    url: '/ws',
    schema: { hide: true },
    handler: async (_request, reply) =>
      reply
        .code(426)
        .header('Upgrade', 'websocket')
        .send(nativeErrorBody('upgrade_required', 'This address is a WebSocket; connect to it with ws://')),
    wsHandler: (socket, request) => {
      try {
        const closed = visitorLimits.socket(request.ip);
        socket.on('close', closed);
      } catch (error) {
        refuseSocket(socket, error);
        return;
      }
      new RealtimeConnection(socket, visitorDoor(services, request.ip), services.events, request.log);
    },
  });
}

function refuseSocket(socket: WebSocket, error: unknown): void {
  socket.send(JSON.stringify(nativeErrorFrame(toNativeError(error))));
  socket.close(CLOSE_TOO_MANY, 'too many connections');
}
