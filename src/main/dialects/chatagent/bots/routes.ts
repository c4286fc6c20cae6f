import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Bot } from '../../../domain/bots/bot.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { languageOf } from '../messages/language.ts';
import { textFor } from '../messages/text-for.ts';
import { offsetPage } from '../page.ts';
import {
  acted,
  bot,
  botChanges,
  botDraft,
  botList,
  botStatus,
  toBody,
  toChanges,
  toListed,
  toStatus,
} from './bot-body.ts';
import { warningsOf } from './bot-warnings.ts';

const tags = ['Bots'];
const params = z.object({ bot_id: z.string() });

const listQuery = offsetPage(20).extend({
  search: z.string().trim().min(1).max(200).optional().describe('In the name or the description'),
  platform_type: z.string().min(1).max(64).optional(),
  is_active: z.stringbool().optional(),
});

const ACTIONS = [
  ['start', 'bot_started', 'Start a bot', 'One that runs goes on as before.'],
  [
    'stop',
    'bot_stopped',
    'Stop a bot',
    'Messages to it are refused here with 503 until it is started again.',
  ],
] as const;

export function registerBots(app: DialectApp, services: DialectServices): void {
  const { bots, characterModels, characterRemoval } = services;

  const detail = async (request: FastifyRequest, found: Bot) => {
    const model = await characterModels.of(found.character.id);
    return toBody(found, model, await warningsOf(services, found, model, languageOf(request)));
  };
  const acting = (
    request: FastifyRequest,
    key: 'bot_started' | 'bot_stopped' | 'bot_deleted',
    id: string,
  ) => ({
    success: true as const,
    message: textFor(languageOf(request), key),
    bot_id: id,
  });

  app.post(
    '/api/v1/bots/',
    {
      schema: {
        tags,
        summary: 'Make a bot',
        description:
          'A character, which the other APIs have too. Ids of knowledge bases and plugins that do not exist yet are ' +
          'kept and named in `warnings`. A remote provider without a key is answered for by the local model.',
        body: botDraft,
        response: { 201: bot },
      },
    },
    async (request, reply) => {
      const { name } = request.body;
      const made = await bots.create(request.principal, { ...toChanges(request.body), name });
      return reply.code(201).send(await detail(request, made));
    },
  );

  app.get(
    '/api/v1/bots/',
    {
      schema: {
        tags,
        summary: 'The bots of the account',
        description: 'Newest first; characters that were made elsewhere are among them.',
        querystring: listQuery,
        response: { 200: botList },
      },
    },
    async (request) => {
      const { limit, offset, search, platform_type, is_active } = request.query;
      const options = { limit, offset, search, platformType: platform_type, running: is_active };
      const found = await bots.list(request.principal, options);
      return { bots: found.bots.map(toListed), total: found.total, limit, offset };
    },
  );

  app.get(
    '/api/v1/bots/:bot_id',
    { schema: { tags, summary: 'One bot', params, response: { 200: bot } } },
    async (request) => await detail(request, await bots.get(request.principal, request.params.bot_id)),
  );

  app.put(
    '/api/v1/bots/:bot_id',
    {
      schema: {
        tags,
        summary: 'Change a bot',
        description:
          'What is left out stays as it is, inside `platform_config` and `llm_config` too. A key stays with the server ' +
          'that it was given for.',
        params,
        body: botChanges,
        response: { 200: bot },
      },
    },
    async (request) =>
      await detail(
        request,
        await bots.update(request.principal, request.params.bot_id, toChanges(request.body)),
      ),
  );

  app.delete(
    '/api/v1/bots/:bot_id',
    {
      schema: {
        tags,
        summary: 'Delete a bot',
        description: 'The character, with every conversation that anybody had with it.',
        params,
        response: { 200: acted },
      },
    },
    async (request) => {
      const { bot_id } = request.params;
      await characterRemoval.remove(request.principal, bot_id);
      return acting(request, 'bot_deleted', bot_id);
    },
  );

  for (const [name, said, summary, description] of ACTIONS) {
    app.post(
      `/api/v1/bots/:bot_id/${name}`,
      { schema: { tags, summary, description, params, response: { 200: acted } } },
      async (request) => {
        const { bot_id } = request.params;
        await bots[name](request.principal, bot_id);
        return acting(request, said, bot_id);
      },
    );
  }

  app.get(
    '/api/v1/bots/:bot_id/status',
    {
      schema: {
        tags,
        summary: 'How a bot is',
        description: 'Counted over all of its conversations, whatever API they were held with.',
        params,
        response: { 200: botStatus },
      },
    },
    async (request) => {
      const found = await bots.get(request.principal, request.params.bot_id);
      return toStatus(found, await bots.figures(found));
    },
  );
}
