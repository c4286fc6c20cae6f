import { z } from 'zod';
import { untilGone } from '../../../http/until-gone.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, success } from '../envelope.ts';
import { learningItem, toLearningBody } from './learning-body.ts';

const tags = ['Learning'];
const params = z.object({ chatbotId: z.string() });
const ITEMS_MAX = 100;
const count = z.int().min(0);

/** Learning itself: finding out what, and doing it. */
export function registerLearningActions(app: DialectApp, services: DialectServices): void {
  const { learning, learningApplication } = services;

  app.post(
    '/api/v1/chatbots/:chatbotId/learning/generate',
    {
      schema: {
        tags,
        summary: 'Find out what a chatbot could learn',
        description:
          'Questions whose answers got one or two stars, or were taken from no document, are put together where they ' +
          'ask the same. Each group becomes an item with the best answer that is known; none is made up. What has an ' +
          'item already joins it.',
        params,
        response: {
          200: enveloped(
            z.object({
              looked: count.describe('How many answered messages were read'),
              created: count,
              updated: count.describe('How many messages joined items that were there'),
              items: z.array(learningItem).describe('Those that are new'),
            }),
          ),
        },
      },
    },
    async ({ principal, params: { chatbotId } }, reply) => {
      const { looked, created, joined } = await learning.generate(principal, chatbotId, untilGone(reply));
      return success({
        looked,
        created: created.length,
        updated: joined,
        items: created.map(toLearningBody),
      });
    },
  );

  app.post(
    '/api/v1/chatbots/:chatbotId/learning/apply',
    {
      schema: {
        tags,
        summary: 'Let a chatbot learn what was approved',
        description:
          'Approved answers become items of its knowledge base “Learned answers”, and examples for its training. Their ' +
          'questions are asked before and after; nobody is told these answers, and they are not counted.',
        params,
        body: z.object({
          itemIds: z.array(z.string().max(100)).max(ITEMS_MAX).optional().describe('Only these'),
          measure: z.boolean().default(true).describe('Whether the questions are asked before and after'),
        }),
        response: {
          200: enveloped(
            z.object({
              applied: z.array(learningItem),
              skipped: z.array(z.object({ id: z.string(), reason: z.string() })),
              effect: z
                .object({ asked: count, answeredBefore: count, answeredAfter: count })
                .nullable()
                .describe('Null where nothing was applied or it was not measured'),
            }),
          ),
        },
      },
    },
    async ({ principal, params: { chatbotId }, body }, reply) => {
      const done = await learningApplication.apply(principal, chatbotId, body, untilGone(reply));
      return success({ ...done, applied: done.applied.map(toLearningBody) });
    },
  );
}
