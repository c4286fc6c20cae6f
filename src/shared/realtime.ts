import { z } from 'zod';
import { citation } from './citation.ts';
import { EMOTIONS, GESTURES } from './emotion.ts';
import { VISEMES } from './viseme.ts';

/** Frames of the WebSocket at `/v1/ws`. The renderer and the server both validate with these. */

export const clientFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('auth'), token: z.string().min(1).max(4096) }),
  z.object({
    type: z.literal('subscribe'),
    conversation_ids: z.array(z.string().max(128)).max(1000),
    speech: z.boolean().default(false),
  }),
  z.object({
    type: z.literal('message'),
    conversation_id: z.string().max(128),
    content: z.string(),
    /** What happens when the character is still answering: wait (the default) or cut it off. */
    when_busy: z.enum(['queue', 'interrupt']).default('queue'),
  }),
  z.object({ type: z.literal('interrupt'), conversation_id: z.string().max(128) }),
  z.object({ type: z.literal('ping') }),
]);
export type ClientFrame = z.infer<typeof clientFrame>;

/** The message that an answer replies to. */
const replyTo = z.string().optional();

const visemeMark = z.object({ t: z.number(), d: z.number(), v: z.enum(VISEMES), w: z.number() });

const messageChunk = z.object({
  type: z.literal('message_chunk'),
  conversation_id: z.string(),
  message_id: z.string(),
  reply_to: replyTo,
  /** The new text since the last chunk, without tags. Joined, the chunks are the message. */
  content: z.string(),
  is_final: z.boolean(),
});

const speechChunk = z.object({
  type: z.literal('speech_chunk'),
  conversation_id: z.string(),
  message_id: z.string(),
  reply_to: replyTo,
  index: z.number().int(),
  text: z.string(),
  audio: z.object({
    format: z.literal('wav'),
    sample_rate: z.number().int(),
    /** Base64 of a whole WAV file: 16-bit, one channel. Empty when the clause has no sound. */
    data: z.string(),
  }),
  duration_ms: z.number(),
  visemes: z.array(visemeMark),
  emotion: z.enum(EMOTIONS),
  gestures: z.array(z.object({ name: z.enum(GESTURES), t: z.number() })),
  is_final: z.boolean(),
});

const usage = z.object({
  prompt_tokens: z.number().int(),
  completion_tokens: z.number().int(),
  total_tokens: z.number().int(),
});

const messageComplete = z.object({
  type: z.literal('message_complete'),
  conversation_id: z.string(),
  message_id: z.string(),
  reply_to: replyTo,
  content: z.string(),
  audio_url: z.string().nullable(),
  emotion: z.enum(EMOTIONS),
  animation_triggers: z.array(z.enum(GESTURES)),
  usage,
  /** What it was taken from. */
  citations: z.array(citation),
  /** The memories that it was told. */
  memories: z.array(z.string()),
});

const messageInterrupted = z.object({
  type: z.literal('message_interrupted'),
  conversation_id: z.string(),
  message_id: z.string(),
  reply_to: replyTo,
  /** What had been said. */
  content: z.string(),
});

/** How far the reading of a document is; `total` is null until its passages are counted. */
const documentProgress = z.object({
  type: z.literal('document_progress'),
  document_id: z.string(),
  knowledge_base_id: z.string(),
  filename: z.string(),
  status: z.enum(['processing', 'ready', 'failed']),
  done: z.number().int(),
  total: z.number().int().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});

/** How far a training of a character is. */
const trainingProgress = z.object({
  type: z.literal('training_progress'),
  session_id: z.string(),
  character_id: z.string(),
  status: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
  /** 0 to 1. */
  progress: z.number(),
  phase: z.enum(['waiting', 'embedding', 'learning', 'indexing', 'done']),
  epoch: z.number().int().nullable(),
  loss: z.number().nullable(),
  /** Why it failed or was cancelled, in words. */
  error: z.string().nullable(),
});

const errorFrame = z.object({
  type: z.literal('error'),
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});

export const serverFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('auth_ok'), user: z.object({ id: z.string(), name: z.string() }) }),
  z.object({ type: z.literal('pong') }),
  /** A message of the user was stored; sent before its answer begins. */
  z.object({
    type: z.literal('message_received'),
    conversation_id: z.string(),
    message_id: z.string(),
    content: z.string(),
  }),
  messageChunk,
  speechChunk,
  messageComplete,
  messageInterrupted,
  documentProgress,
  trainingProgress,
  errorFrame,
]);
export type ServerFrame = z.infer<typeof serverFrame>;
export type SpeechChunkFrame = z.infer<typeof speechChunk>;
/** What comes while an answer is being made. */
export type AnswerFrame = z.infer<typeof messageChunk> | SpeechChunkFrame;
export type Usage = z.infer<typeof usage>;
