import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, paged, pageOf, pageQuery, success } from '../envelope.ts';
import { listedSession, session, sessionDraft, toSessionBody } from './session-body.ts';

const tags = ['Training'];
const botParams = z.object({ chatbotId: z.string() });
const params = z.object({ trainingSessionId: z.string() });

export function registerTrainingSessions(app: DialectApp, { trainingSessions }: DialectServices): void {
  app.post(
    '/api/v1/chatbots/:chatbotId/training/sessions',
    {
      schema: {
        tags,
        summary: 'Start a training session',
        description:
          'Learns to tell the intents of the examples apart, and to answer as they do; from all datasets of the ' +
          'chatbot where none is named. One session trains at a time, others wait. When it is completed, the chatbot ' +
          'uses what it learned.',
        params: botParams,
        body: sessionDraft,
        response: { 201: enveloped(session) },
      },
    },
    async ({ principal, params: { chatbotId }, body }, reply) => {
      const { datasetId, datasetIds, parameters } = body ?? {};
      const { regularization, ...others } = parameters ?? {};
      const started = await trainingSessions.start(principal, chatbotId, {
        datasetIds: datasetIds ?? (datasetId === undefined ? undefined : [datasetId]),
        parameters: { ...others, regularisation: regularization },
      });
      return reply.code(201).send(success(toSessionBody(started), 'The training session is queued'));
    },
  );

  app.get(
    '/api/v1/chatbots/:chatbotId/training/sessions',
    {
      schema: {
        tags,
        summary: 'All training sessions of a chatbot',
        description: 'The newest first.',
        params: botParams,
        querystring: pageQuery,
        response: { 200: pageOf(listedSession) },
      },
    },
    async ({ principal, params: { chatbotId }, query }) => {
      const { sessions, total } = await trainingSessions.list(principal, chatbotId, query);
      return paged(sessions.map(toSessionBody), { total, ...query });
    },
  );

  app.get(
    '/api/v1/training/sessions/:trainingSessionId',
    {
      schema: {
        tags,
        summary: 'One training session',
        description: 'How far it is; when it is completed, how well it learned.',
        params,
        response: { 200: enveloped(session) },
      },
    },
    async ({ principal, params: { trainingSessionId } }) =>
      success(toSessionBody(await trainingSessions.get(principal, trainingSessionId))),
  );

  app.delete(
    '/api/v1/training/sessions/:trainingSessionId',
    {
      schema: {
        tags,
        summary: 'Cancel a training session',
        description: 'One that waits or runs; cancelling what has ended is a conflict.',
        params,
        response: { 200: enveloped(session) },
      },
    },
    async ({ principal, params: { trainingSessionId } }) => {
      const cancelled = await trainingSessions.cancel(principal, trainingSessionId);
      return success(toSessionBody(cancelled), 'The training session is cancelled');
    },
  );
}
