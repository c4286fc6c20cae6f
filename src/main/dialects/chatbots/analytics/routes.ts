import type { z } from 'zod';
import type { Analyses } from '../../../domain/analytics/analytics-service.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, success } from '../envelope.ts';
import {
  answerTimeBody,
  intentBody,
  messageBody,
  ratingBody,
  sessionBody,
  toAnswerTimeBody,
  toIntentBody,
  toMessageBody,
  toRatingBody,
  toSessionBody,
  toUserBody,
  userBody,
} from './analytics-body.ts';
import { chatbotParams, rangeQuery } from './range-query.ts';

interface AnalysisRoute<Kind extends keyof Analyses> {
  /** Its last part. */
  path: string;
  summary: string;
  description: string;
  body: z.ZodType;
  toBody(counted: Analyses[Kind]): unknown;
}

/** The last two are not in the platform's document. */
const ROUTES: { [Kind in keyof Analyses]: AnalysisRoute<Kind> } = {
  messages: {
    path: 'messages',
    summary: 'How much is said to a chatbot',
    description: 'Messages of users, and how many of them were answered.',
    body: messageBody,
    toBody: toMessageBody,
  },
  users: {
    path: 'users',
    summary: 'Who talks to a chatbot',
    description: 'Users who were never heard before, and those who came back.',
    body: userBody,
    toBody: toUserBody,
  },
  sessions: {
    path: 'sessions',
    summary: 'How long conversations are',
    description: 'Their length and turns, and after which turn they ended.',
    body: sessionBody,
    toBody: toSessionBody,
  },
  intents: {
    path: 'intents',
    summary: 'What users want',
    description:
      'Intents as the newest training recognised them in each message, with their mean probability.',
    body: intentBody,
    toBody: toIntentBody,
  },
  ratings: {
    path: 'ratings',
    summary: 'How answers are rated',
    description: 'Counted when the message was said whose answer was rated.',
    body: ratingBody,
    toBody: toRatingBody,
  },
  answerTimes: {
    path: 'answer-times',
    summary: 'How long answers take',
    description:
      'From the arrival of a message to its whole answer: what half, and what 95 % of them do not exceed.',
    body: answerTimeBody,
    toBody: toAnswerTimeBody,
  },
};

export function registerAnalytics(app: DialectApp, { analytics }: DialectServices): void {
  const register = <Kind extends keyof Analyses>(kind: Kind, route: AnalysisRoute<Kind>) => {
    const { path, summary, description, body, toBody } = route;
    app.get(
      `/api/v1/chatbots/:chatbotId/analytics/${path}`,
      {
        schema: {
          ...{ tags: ['Analytics'], summary, description },
          ...{ params: chatbotParams, querystring: rangeQuery, response: { 200: enveloped(body) } },
        },
      },
      async ({ principal, params, query }) =>
        success(toBody(await analytics.analyse(principal, params.chatbotId, kind, query))),
    );
  };
  register('messages', ROUTES.messages);
  register('users', ROUTES.users);
  register('sessions', ROUTES.sessions);
  register('intents', ROUTES.intents);
  register('ratings', ROUTES.ratings);
  register('answerTimes', ROUTES.answerTimes);
}
