import { errorBody } from '../../../shared/api/common.ts';
import type { ApiDescription } from '../../http/openapi/register-openapi.ts';
import { KNOWLEDGE_OPERATIONS } from './knowledge-operations.ts';
import { MEMORY_OPERATIONS } from './memory-operations.ts';
import { NATIVE_OPERATIONS } from './native-operations.ts';
import { SETTINGS_OPERATIONS } from './settings-operations.ts';

/** The sections of the document, the first steps first. */
const TAGS = [
  { name: 'Characters', description: 'Who one can talk to: name, personality, voice, looks.' },
  {
    name: 'Conversations',
    description: 'Say something, and read what was said. Answers are streamed over the WebSocket.',
  },
  {
    name: 'Public',
    description:
      'What visitors of published characters use: without a key, within limits, one conversation each.',
  },
  { name: 'Realtime', description: 'The WebSocket; its frames are described in the introduction.' },
  { name: 'VRM models', description: 'The 3D models of characters.' },
  { name: 'Knowledge', description: 'Documents that characters look things up in, and searching them.' },
  { name: 'Memories', description: 'What characters remember of you: yours to read, correct and forget.' },
  { name: 'Voices', description: 'What characters can sound like.' },
  { name: 'Authentication', description: 'Register, sign in and out.' },
  { name: 'API keys', description: 'Keys for programs, each with what it may do.' },
  { name: 'Accounts', description: 'Who else uses this installation. For the owner and admins.' },
  { name: 'Language models', description: 'The language models on this machine.' },
  { name: 'Embedding models', description: 'What turns texts into vectors, for the search by meaning.' },
  { name: 'Settings', description: "The installation's settings. For the owner." },
  { name: 'System', description: 'What works, and how well.' },
];

/** @param introduction Markdown, before which nothing is said */
export function describeNativeApi(introduction: string): ApiDescription {
  return {
    title: 'Tomo',
    description: introduction,
    tags: TAGS,
    errorBody,
    operations: {
      ...NATIVE_OPERATIONS,
      ...KNOWLEDGE_OPERATIONS,
      ...MEMORY_OPERATIONS,
      ...SETTINGS_OPERATIONS,
    },
  };
}
