import { z } from 'zod';
import { bearerToken } from '../../../http/auth/guard.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { sendChatagentError } from '../chatagent-error.ts';
import { languageOf } from '../messages/language.ts';
import { SOCKET } from '../operations.ts';
import { SocketConnection } from './socket-connection.ts';

const UPGRADE_REQUIRED = 426;

/** A client came with plain HTTP. */
class NoUpgradeError extends Error {
  override readonly name = 'NoUpgradeError';
  readonly statusCode = UPGRADE_REQUIRED;
}

export function registerSocket(app: DialectApp, services: DialectServices): void {
  app.route({
    method: 'GET',
    url: SOCKET.replace(/\{(\w+)\}/g, ':$1'),
    config: { public: true },
    schema: {
      tags: ['Conversations'],
      summary: 'Connect to the WebSocket of a conversation',
      description:
        'Connect with `ws://` and `?token=ACCESS_TOKEN`, then send ' +
        '`{"type":"user_message","content":"…","message_type":"text"}`. Back come `stream_chunk`s, `stream_complete` ' +
        'and one `bot_response`, or `error`. `{"type":"interrupt"}` cuts an answer off, which then ends with ' +
        '`interrupted`. What is said elsewhere in the conversation comes as `user_message`. The socket closes with ' +
        '4401 where the token is not valid, or not any more, and with 4404 where there is no such conversation. Asked ' +
        'as plain HTTP it answers 426.',
      params: z.object({ conversation_id: z.string() }),
      querystring: z.object({ token: z.string().optional() }),
    },
    handler: async (request, reply) => {
      reply.header('Upgrade', 'websocket');
      sendChatagentError(
        new NoUpgradeError('This address is a WebSocket; connect to it with ws://'),
        request,
        reply,
      );
      return reply;
    },
    wsHandler: (socket, request) => {
      const { token } = request.query;
      new SocketConnection(socket, services, {
        conversationId: request.params.conversation_id,
        token: token ?? bearerToken(request),
        address: request.ip,
        requestId: request.id,
        language: languageOf(request),
        log: request.log,
      });
    },
  });
}
