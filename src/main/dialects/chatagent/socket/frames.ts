import { z } from 'zod';
import type { ServerFrame } from '../../../../shared/realtime.ts';
import { messageDraft } from '../conversations/conversation-body.ts';

export const clientFrame = z.discriminatedUnion('type', [
  messageDraft.extend({ type: z.literal('user_message') }),
  z.object({ type: z.literal('interrupt') }),
  z.object({ type: z.literal('ping') }),
  /** That the user writes; there is nobody here who would wait for it. */
  z.object({ type: z.literal('typing') }),
]);

export type UserMessageFrame = Extract<z.infer<typeof clientFrame>, { type: 'user_message' }>;

/** What clients of the platform hear of a conversation. */
export type ChatFrame =
  /** Something that was not said over this connection. */
  | {
      type: 'user_message';
      message_id: string;
      conversation_id: string;
      content: string;
      message_type: 'text';
      timestamp: string;
    }
  | { type: 'stream_chunk'; conversation_id: string; chunk_id: number; content: string; is_final: boolean }
  | {
      type: 'stream_complete';
      conversation_id: string;
      message_id: string;
      full_content: string;
      interrupted?: true;
    }
  | {
      type: 'bot_response';
      message_id: string;
      conversation_id: string;
      content: string;
      message_type: 'text';
      timestamp: string;
      interrupted?: true;
    };

/** Words the frames of one conversation as the platform does. */
export class FrameWording {
  #streaming: { messageId: string; chunks: number } = { messageId: '', chunks: 0 };
  /** What a later interruption cannot change any more for these clients. */
  #lastEnded = '';

  /** @returns what to send for it, in order; nothing where clients of the platform hear nothing of it */
  of(frame: ServerFrame): ChatFrame[] {
    switch (frame.type) {
      case 'message_received': {
        const { conversation_id, message_id, content } = frame;
        const more = { message_type: 'text', timestamp: new Date().toISOString() } as const;
        return [{ type: 'user_message', message_id, conversation_id, content, ...more }];
      }
      case 'message_chunk': {
        const { conversation_id, message_id, content, is_final } = frame;
        if (this.#streaming.messageId !== message_id) this.#streaming = { messageId: message_id, chunks: 0 };
        this.#streaming.chunks += 1;
        const chunk_id = this.#streaming.chunks;
        return [{ type: 'stream_chunk', conversation_id, chunk_id, content, is_final }];
      }
      case 'message_complete':
        return this.#ending(frame, false);
      case 'message_interrupted':
        return frame.message_id === this.#lastEnded ? [] : this.#ending(frame, true);
      default:
        return [];
    }
  }

  /** Also an answer that was cut off has its ends, so that nobody waits for them. */
  #ending(
    {
      conversation_id,
      message_id,
      content,
    }: Extract<ServerFrame, { type: 'message_interrupted' | 'message_complete' }>,
    interrupted: boolean,
  ): ChatFrame[] {
    this.#lastEnded = message_id;
    const cut = interrupted ? { interrupted: true as const } : {};
    const complete = {
      type: 'stream_complete',
      conversation_id,
      message_id,
      full_content: content,
      ...cut,
    } as const;
    if (content === '' && interrupted) return [complete];
    const timestamp = new Date().toISOString();
    const response = { message_id, conversation_id, content, message_type: 'text', timestamp } as const;
    return [complete, { type: 'bot_response', ...response, ...cut }];
  }
}
