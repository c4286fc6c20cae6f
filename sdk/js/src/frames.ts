import type { Emotion, Gesture, Viseme } from './types.ts';

interface OfAnswer {
  conversation_id: string;
  message_id: string;
  /** The message that it answers. */
  reply_to?: string;
}

/** What the server sends over its WebSocket. */
export type Frame =
  | { type: 'auth_ok' | 'pong' }
  | { type: 'message_received'; conversation_id: string; message_id: string; content: string }
  | ({ type: 'message_chunk'; content: string } & OfAnswer)
  | ({
      type: 'speech_chunk';
      index: number;
      text: string;
      audio: { sample_rate: number; data: string };
      duration_ms: number;
      visemes: Viseme[];
      emotion: Emotion;
      gestures: { name: Gesture; t: number }[];
    } & OfAnswer)
  | ({
      type: 'message_complete';
      content: string;
      audio_url: string | null;
      emotion: Emotion;
      animation_triggers: Gesture[];
      usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
    } & OfAnswer)
  | ({ type: 'message_interrupted'; content: string } & OfAnswer)
  | { type: 'error'; code: string; message: string; details: Record<string, unknown> };

/** The conversation that a frame is about; undefined for those of the connection itself. */
export function conversationOf(frame: Frame): string | undefined {
  if ('conversation_id' in frame) return frame.conversation_id;
  const id = frame.type === 'error' ? frame.details.conversation_id : undefined;
  return typeof id === 'string' ? id : undefined;
}
