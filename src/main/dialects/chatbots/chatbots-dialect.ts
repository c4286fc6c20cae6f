import type { Dialect } from '../dialect.ts';
import { registerNotThereYet } from '../not-there-yet.ts';
import { registerAdmin } from './admin/routes.ts';
import { registerInsights } from './analytics/insights-route.ts';
import { registerAnalytics } from './analytics/routes.ts';
import { registerOwnAccount } from './auth/account-routes.ts';
import { registerPasswordReset } from './auth/password-routes.ts';
import { registerSessions } from './auth/session-routes.ts';
import { withCamelKeys } from './camel-keys.ts';
import { registerChatbots } from './chatbots/routes.ts';
import { chatbotsErrorBody, sendChatbotsError } from './chatbots-error.ts';
import { registerContext } from './context/context-routes.ts';
import { registerEntities } from './context/entity-routes.ts';
import { registerReferences } from './context/reference-route.ts';
import { registerTopics } from './context/topic-routes.ts';
import { registerConversation } from './conversations/conversation-route.ts';
import { registerHistory } from './conversations/history-routes.ts';
import { registerKnowledgeBases } from './knowledge/base-routes.ts';
import { registerKnowledgeItems } from './knowledge/item-routes.ts';
import { registerLearningActions } from './learning/action-routes.ts';
import { registerLearningItems } from './learning/item-routes.ts';
import { NOT_THERE_YET } from './operations.ts';
import { registerPersonalities } from './personalities/routes.ts';
import { limitOf, showLimits } from './request-limit.ts';
import { registerHealth } from './system/health-routes.ts';
import { registerMetrics } from './system/metrics-route.ts';
import { tokenOf } from './token-of.ts';
import { registerDatasets } from './training/dataset-routes.ts';
import { registerExamples } from './training/example-routes.ts';
import { registerTrainingSessions } from './training/session-routes.ts';
import { registerWebhookDeliveries } from './webhooks/delivery-routes.ts';
import { registerWebhooks } from './webhooks/routes.ts';

/** The API of the Chatbots Platform: bots that get better at what they are asked. */
export const chatbotsDialect: Dialect = {
  document: {
    title: 'Tomo, Chatbots Platform',
    description:
      'What clients of the Chatbots Platform need to work with Tomo. A login gives a token: ' +
      '`Authorization: Bearer JWT`; programs send an API key: `X-API-Key: KEY`.',
    tags: [
      { name: 'Authentication', description: 'Accounts, sessions and keys.' },
      { name: 'Administration', description: 'Everybody’s accounts, for the owner and admins.' },
      { name: 'Chatbots', description: 'Who there is to talk to.' },
      { name: 'Conversations', description: 'Talk, read what was said, and rate it.' },
      { name: 'Personalities', description: 'How chatbots speak.' },
      { name: 'Knowledge', description: 'What chatbots look things up in.' },
      { name: 'Health', description: 'How the parts are, and what was done.' },
      { name: 'Analytics', description: 'What was said, counted.' },
      { name: 'Learning', description: 'Getting better at what went badly.' },
      { name: 'Training', description: 'What chatbots learn from examples.' },
      { name: 'Webhooks', description: 'Be told what happens, at an address of your own.' },
      { name: 'Context', description: 'What is known of whoever talks.' },
    ],
    errorBody: chatbotsErrorBody,
  },
  tokenOf,
  limitOf,
  showLimits,
  sendError: sendChatbotsError,
  routes(app, services) {
    app.addHook('preValidation', async (request) => {
      // Where nothing must be said, nothing need be sent.
      request.body ??= {};
      if (request.routeOptions.config.keepsKeys !== true) request.body = withCamelKeys(request.body);
      request.query = withCamelKeys(request.query);
    });
    registerSessions(app, services);
    registerPasswordReset(app, services);
    registerOwnAccount(app, services);
    registerAdmin(app, services);
    registerChatbots(app, services);
    registerConversation(app, services);
    registerHistory(app, services);
    registerKnowledgeBases(app, services);
    registerKnowledgeItems(app, services);
    registerPersonalities(app, services);
    registerContext(app, services);
    registerTopics(app, services);
    registerEntities(app, services);
    registerReferences(app, services);
    registerHealth(app, services);
    registerMetrics(app, services);
    registerAnalytics(app, services);
    registerInsights(app, services);
    registerLearningItems(app, services);
    registerLearningActions(app, services);
    registerDatasets(app, services);
    registerExamples(app, services);
    registerTrainingSessions(app, services);
    registerWebhooks(app, services);
    registerWebhookDeliveries(app, services);
    registerNotThereYet(app, NOT_THERE_YET);
  },
};
