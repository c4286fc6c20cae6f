import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, paged, pageOf, pageQuery, success } from '../envelope.ts';
import { entityBody, entityDraft, kindOf, ofUser, toEntityBody } from './context-body.ts';
import { pageIn } from './page-in.ts';

const tags = ['Context'];
const path = '/api/v1/chatbots/:chatbotId/entities/:userId';
const listQuery = pageQuery.extend({ type: entityBody.shape.type.optional() });

/** Whom and what a user named to a chatbot. */
export function registerEntities(app: DialectApp, { contexts, entities }: DialectServices): void {
  app.get(
    path,
    {
      schema: {
        tags,
        summary: 'Whom and what a user named',
        description: 'What was named last comes first.',
        params: ofUser,
        querystring: listQuery,
        response: { 200: pageOf(entityBody) },
      },
    },
    async ({ principal, params, query: { type, ...page } }) => {
      const all = await entities.list(await contexts.place(principal, params.chatbotId, params.userId));
      const wanted = type === undefined ? all : all.filter(({ kind }) => kind === type);
      return paged(pageIn(wanted, page).map(toEntityBody), { total: wanted.length, ...page });
    },
  );

  app.post(
    path,
    {
      schema: {
        tags,
        summary: 'Name somebody or something',
        description: 'Where it is known already, it is named once more, and its metadata is merged.',
        params: ofUser,
        body: entityDraft,
        response: { 201: enveloped(entityBody) },
      },
    },
    async ({ principal, params, body }, reply) => {
      const { type, name, value, metadata, ...more } = body;
      const place = await contexts.place(principal, params.chatbotId, params.userId);
      const draft = { ...more, kind: kindOf(type), name: name ?? value ?? '', details: metadata };
      const entity = await entities.add(place, draft);
      return reply.code(201).send(success(toEntityBody(entity), 'The entity is kept'));
    },
  );

  app.delete(
    `${path}/:entityId`,
    {
      schema: {
        tags,
        summary: 'Forget somebody or something',
        description: 'It comes back when the user names it again.',
        params: ofUser.extend({ entityId: z.string() }),
        response: { 200: enveloped(z.null()) },
      },
    },
    async ({ principal, params }) => {
      await entities.remove(
        await contexts.place(principal, params.chatbotId, params.userId),
        params.entityId,
      );
      return success(null, 'The entity is deleted');
    },
  );
}
