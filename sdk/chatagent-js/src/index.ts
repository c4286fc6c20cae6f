export { ChatAgentClient, type ClientOptions } from './client.ts';
export type { ChatEvent, ConversationSocket } from './conversation-socket.ts';
export type { SendOptions } from './conversations.ts';
export { ChatAgentError } from './errors.ts';
export type * from './types.ts';
