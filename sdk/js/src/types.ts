/** What Tomo's API sends and takes, in JavaScript's letter case. Times are ISO 8601, in UTC. */

export type CharacterStatus = 'draft' | 'published' | 'archived';
export type Emotion = 'neutral' | 'happy' | 'angry' | 'sad' | 'relaxed' | 'surprised';
export type Gesture = 'nod' | 'shake_head' | 'wave' | 'gesture_explain' | 'think' | 'bow' | 'laugh' | 'shrug';
export type Scope = 'read' | 'chat' | 'write';
export type Tier = 'free' | 'pro' | 'enterprise';

export interface Pagination {
  page: number;
  limit: number;
  total: number;
  pages: number;
}

export interface VoiceConfig {
  provider: string;
  voiceId: string;
  /** 1 is normal; 0.5 to 2. */
  speed: number;
  /** 1 is normal; 0.5 to 2. */
  pitch: number;
  /** BCP 47; chosen by the text where it is left out. */
  language?: string | undefined;
}

export interface Character {
  id: string;
  ownerId: string;
  name: string;
  description: string;
  status: CharacterStatus;
  vrmModelId: string | null;
  vrmModel: { id: string; name: string; previewUrl: string | null; fileUrl: string };
  systemPrompt: string;
  voiceConfig: VoiceConfig;
  mode: string;
  createdAt: string;
  updatedAt: string;
  /** Null until it is published. */
  publicUrl: string | null;
  /** What the request named and does not exist (yet). */
  warnings?: string[] | undefined;
}

export interface CharacterChanges {
  name?: string;
  description?: string;
  vrmModelId?: string | null;
  systemPrompt?: string;
  voiceConfig?: Partial<VoiceConfig>;
  mode?: string;
  knowledgeBaseIds?: string[];
}

export interface CharacterDraft extends CharacterChanges {
  name: string;
}

export interface Message {
  id: string;
  role: 'user' | 'assistant';
  content: string;
  timestamp: string;
  /** Of an answer: the message that it answers. */
  replyTo?: string | undefined;
  /** The rest is of answers only. */
  audioUrl?: string | null | undefined;
  emotion?: Emotion | undefined;
  animationTriggers?: Gesture[] | undefined;
  /** `interrupted`: it was cut off; `content` is what had been said. */
  state?: 'complete' | 'interrupted' | undefined;
}

export interface ConversationSummary {
  id: string;
  userId: string;
  characterId: string;
  startedAt: string;
  updatedAt: string;
}

export interface ConversationData extends ConversationSummary {
  /** Oldest first. */
  messages: Message[];
}

export interface Viseme {
  /** Milliseconds from the start of the clause's samples. */
  t: number;
  /** Milliseconds. */
  d: number;
  v: 'aa' | 'ih' | 'ou' | 'ee' | 'oh' | 'sil';
  /** Weight at its peak, 0 to 1. */
  w: number;
}

export interface Usage {
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
}

/** What happens while a character answers, in order. `text` joined is the message. */
export type AnswerEvent =
  | { type: 'text'; messageId: string; text: string }
  | {
      type: 'speech';
      messageId: string;
      index: number;
      text: string;
      /** A whole WAV file: 16-bit, one channel. Empty where the clause has no sound. */
      audio: Uint8Array;
      sampleRateHz: number;
      durationMs: number;
      visemes: Viseme[];
      emotion: Emotion;
      /** `t` is milliseconds from the start of the samples. */
      gestures: { name: Gesture; t: number }[];
    }
  | {
      type: 'complete';
      messageId: string;
      content: string;
      audioUrl: string | null;
      emotion: Emotion;
      animationTriggers: Gesture[];
      /** Null where the answer was read from history after the connection had been lost. */
      usage: Usage | null;
    }
  | { type: 'interrupted'; messageId: string; content: string };

export interface VrmModel {
  id: string;
  name: string;
  category: string;
  previewUrl: string | null;
  fileUrl: string;
  polygonCount: number;
  fileSizeMb: number;
  tags: string[];
  builtin: boolean;
}

export interface Voice {
  id: string;
  name: string;
  /** BCP 47. */
  language: string;
  gender: 'female' | 'male' | 'neutral';
  provider: string;
}

export interface Account {
  id: string;
  email: string | null;
  username: string | null;
  name: string;
  role: 'owner' | 'admin' | 'user';
  tier: Tier;
  requestsPerHour: number | null;
  emailVerified: boolean;
  createdAt: string;
}

export interface ApiKey {
  id: string;
  name: string;
  /** The last letters of the key. */
  hint: string;
  scopes: Scope[];
  createdAt: string;
  expiresAt: string | null;
  /** To the minute. */
  lastUsedAt: string | null;
}

export interface Status {
  version: string;
  engine: { state: string; restarts: number };
  model: {
    id: string;
    name: string;
    starter: boolean;
    state: 'ready' | 'loading' | 'failed';
    backend: string | null;
    contextTokens: number | null;
    error: { code: string; message: string } | null;
  };
}
