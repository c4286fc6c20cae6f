import { z } from 'zod';
import { LEARNING_STATUSES } from '../../../domain/learning/learning-item.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, paged, pageOf, pageQuery, success } from '../envelope.ts';
import { decision, learningItem, newItem, toLearningBody } from './learning-body.ts';

const tags = ['Learning'];
const params = z.object({ chatbotId: z.string() });

/** What could be learned, and what somebody decides about it. */
export function registerLearningItems(app: DialectApp, { learning }: DialectServices): void {
  app.get(
    '/api/v1/chatbots/:chatbotId/learning',
    {
      schema: {
        tags,
        summary: 'What a chatbot could learn',
        description: 'Newest first.',
        params,
        querystring: pageQuery.extend({ status: z.enum(LEARNING_STATUSES).optional() }),
        response: { 200: pageOf(learningItem) },
      },
    },
    async ({ principal, params: { chatbotId }, query }) => {
      const { items, total } = await learning.list(principal, chatbotId, query);
      return paged(items.map(toLearningBody), { total, ...query });
    },
  );

  app.post(
    '/api/v1/chatbots/:chatbotId/learning',
    {
      schema: {
        tags,
        summary: 'Write down what a chatbot should learn',
        description: 'It is pending until it is approved, and changes nothing before it is applied.',
        params,
        body: newItem,
        response: { 201: enveloped(learningItem) },
      },
    },
    async ({ principal, params: { chatbotId }, body }, reply) => {
      const { question, examples = [] } = body;
      const answer = body.answer ?? body.proposedAnswer ?? null;
      const item = await learning.add(principal, chatbotId, { question, answer, examples });
      return reply.code(201).send(success(toLearningBody(item)));
    },
  );

  app.put(
    '/api/v1/learning/:learningId/status',
    {
      schema: {
        tags,
        summary: 'Approve or refuse what could be learned',
        description:
          'Between `pending`, `approved` and `rejected` in any direction; the answer and the question may be edited ' +
          'with it. `applied` is not said but done: apply what was approved.',
        params: z.object({ learningId: z.string() }),
        body: decision,
        response: { 200: enveloped(learningItem) },
      },
    },
    async ({ principal, params: { learningId }, body }) => {
      const { status, question } = body;
      const answer = body.answer ?? body.proposedAnswer;
      return success(
        toLearningBody(await learning.decide(principal, learningId, { status, question, answer })),
      );
    },
  );
}
