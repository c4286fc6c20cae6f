import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, paged, pageOf, pageQuery, success } from '../envelope.ts';
import { ofUser, topicBody, topicDraft, toTopicBody } from './context-body.ts';
import { pageIn } from './page-in.ts';

const tags = ['Context'];
const path = '/api/v1/chatbots/:chatbotId/topics/:userId';

/** What a user talks about with a chatbot. */
export function registerTopics(app: DialectApp, { contexts, topics }: DialectServices): void {
  app.get(
    path,
    {
      schema: {
        tags,
        summary: 'What a user talks about',
        description:
          'The weightiest first. Weights are as of now: each mention weighs half after seven days.',
        params: ofUser,
        querystring: pageQuery,
        response: { 200: pageOf(topicBody) },
      },
    },
    async ({ principal, params, query }) => {
      const all = await topics.list(await contexts.place(principal, params.chatbotId, params.userId));
      return paged(pageIn(all, query).map(toTopicBody), { total: all.length, ...query });
    },
  );

  app.post(
    path,
    {
      schema: {
        tags,
        summary: 'Set the weight of a topic',
        description:
          'From now on it weighs so much, whatever it weighed before; then it fades like every other.',
        params: ofUser,
        body: topicDraft,
        response: { 201: enveloped(topicBody) },
      },
    },
    async ({ principal, params, body }, reply) => {
      const place = await contexts.place(principal, params.chatbotId, params.userId);
      const topic = await topics.set(place, body.name ?? body.topic ?? '', body.weight);
      return reply.code(201).send(success(toTopicBody(topic), 'The topic is kept'));
    },
  );

  app.delete(
    `${path}/:topicId`,
    {
      schema: {
        tags,
        summary: 'Forget a topic',
        description: 'It comes back when the user talks about it again.',
        params: ofUser.extend({ topicId: z.string() }),
        response: { 200: enveloped(z.null()) },
      },
    },
    async ({ principal, params }) => {
      await topics.remove(await contexts.place(principal, params.chatbotId, params.userId), params.topicId);
      return success(null, 'The topic is deleted');
    },
  );
}
