export type { CharacterListOptions, Publication } from './characters.ts';
export { type ClientOptions, TomoClient, TomoClient as ChatVRMClient } from './client.ts';
export { Conversation, type SayOptions } from './conversation.ts';
export type { ConversationDraft, ConversationListOptions } from './conversations.ts';
export { TomoError } from './errors.ts';
export { Page } from './pages.ts';
export type { Session } from './sign-in.ts';
export type * from './types.ts';
