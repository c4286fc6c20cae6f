/**
 * What tests of every route of the Chatbots API ask with. A group of routes adds here what its addresses and bodies
 * name.
 */

export type Ids = Readonly<Record<string, string>>;

/** A request to the API, below `/chatbots/api/v1`. @returns the body of an answer that was no refusal */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever the server answered
export type CallChatbots = (method: string, path: string, body?: object) => Promise<any>;

/** Things of one group of routes, made for whoever calls; their ids by the names of the parameters. */
type MakeThings = (call: CallChatbots, ids: Ids) => Promise<Ids>;

const knowledgeThings: MakeThings = async (call, { chatbotId }) => {
  const base = await call('POST', `/chatbots/${chatbotId}/knowledge-bases`, { name: 'Secrets' });
  const path = `/knowledge-bases/${base.data.id}/items`;
  const item = await call('POST', path, { title: 'Secret', content: 'The safe opens with 4711.' });
  return { knowledgeBaseId: base.data.id, itemId: item.data.id };
};

const conversationThings: MakeThings = async (call, { chatbotId }) => {
  const question = { message: 'Hello', userId: `end-user-of-${chatbotId}` };
  const { data } = await call('POST', `/chatbots/${chatbotId}/conversation`, question);
  return { messageId: data.messageId, userId: question.userId };
};

const personalityThings: MakeThings = async (call, { chatbotId }) => {
  const { data } = await call('POST', `/chatbots/${chatbotId}/personalities`, { name: 'Mine' });
  return { personalityId: data.id };
};

const trainingThings: MakeThings = async (call, { chatbotId }) => {
  const examples = [
    { text: 'My secret plan', intent: 'plan', response: 'Hush.' },
    { text: 'hello', intent: 'greeting' },
  ];
  const training = `/chatbots/${chatbotId}/training`;
  const dataset = await call('POST', `${training}/datasets`, { name: 'Mine', examples });
  const session = await call('POST', `${training}/sessions`);
  return {
    datasetId: dataset.data.id,
    exampleId: dataset.data.examples[0].id,
    trainingSessionId: session.data.id,
  };
};

const contextThings: MakeThings = async (call, { chatbotId, userId }) => {
  const bot = `/chatbots/${chatbotId}`;
  await call('POST', `${bot}/context/${userId}`, { secret: 'The safe is behind the clock.' });
  const topic = await call('POST', `${bot}/topics/${userId}`, { name: 'safes' });
  const person = { type: 'person', name: 'Rosalind Locksmith' };
  const entity = await call('POST', `${bot}/entities/${userId}`, person);
  return { topicId: topic.data.id, entityId: entity.data.id };
};

const learningThings: MakeThings = async (call, { chatbotId }) => {
  const lesson = { question: 'Is there a secret plan?', answer: 'Hush.' };
  const { data } = await call('POST', `/chatbots/${chatbotId}/learning`, lesson);
  return { learningId: data.id };
};

const webhookThings: MakeThings = async (call) => {
  // Nobody is at this address, and none of the tests lets happen what it wants to be told.
  const draft = {
    url: 'https://webhook.invalid/',
    secret: 'My secret plan.',
    events: ['conversation.ended'],
  };
  const { data } = await call('POST', '/webhooks', draft);
  return { webhookId: data.id, deliveryId: 'whd_none' };
};

const THINGS: readonly MakeThings[] = [
  knowledgeThings,
  conversationThings,
  personalityThings,
  trainingThings,
  contextThings,
  learningThings,
  webhookThings,
];

/** Bodies that must name what is there, or that have another effect than their schema tells. */
export const BODIES: Readonly<Record<string, (ids: Ids) => object>> = {
  'PUT /api/v1/auth/me': () => ({ name: 'Somebody' }),
  'POST /api/v1/chatbots/{chatbotId}/conversation': () => ({ message: 'Hello' }),
  'POST /api/v1/chatbots/{chatbotId}/response-rating': ({ messageId }) => ({ messageId, rating: 4 }),
  'PUT /api/v1/admin/users/{accountId}': () => ({ name: 'Somebody' }),
  'POST /api/v1/chatbots/{chatbotId}/references/resolve': () => ({ text: 'What did she say?' }),
};

/** Operations that answer without a key. */
export const PUBLIC: readonly string[] = [
  'POST /api/v1/auth/register',
  'POST /api/v1/auth/login',
  'POST /api/v1/auth/refresh-token',
  'POST /api/v1/auth/password-reset-request',
  'POST /api/v1/auth/password-reset',
  'GET /api/v1/health',
];

/** Operations of the owner and admins. */
export const ADMIN_ONLY: readonly string[] = [
  'GET /api/v1/admin/users',
  'GET /api/v1/admin/users/{accountId}',
  'PUT /api/v1/admin/users/{accountId}',
  'DELETE /api/v1/admin/users/{accountId}',
  'GET /api/v1/health/status',
  'GET /api/v1/metrics',
];

/** What one account's users said is no other account's, not even the owner's. */
export const NOT_THE_OWNERS: readonly string[] = [
  'DELETE /api/v1/chatbots/{chatbotId}/topics/{userId}/{topicId}',
  'DELETE /api/v1/chatbots/{chatbotId}/entities/{userId}/{entityId}',
];

/** One thing of every kind around a chatbot. @returns their ids by the names of the parameters */
export async function makeThings(call: CallChatbots, chatbotId: string): Promise<Ids> {
  let ids: Ids = { chatbotId };
  for (const make of THINGS) ids = { ...ids, ...(await make(call, ids)) };
  return ids;
}
