import { TomoError } from './errors.ts';
import type { Frame } from './frames.ts';
import type { AnswerEvent, Message } from './types.ts';

/** Makes of one message's frames what its sender wants to know, and of a history what had been missed. */
export class Answer {
  #text = '';
  #ended = false;

  get ended(): boolean {
    return this.#ended;
  }

  /** @throws TomoError where the turn failed */
  *take(frame: Frame): Generator<AnswerEvent> {
    switch (frame.type) {
      case 'message_chunk':
        if (frame.content === '') return;
        this.#text += frame.content;
        yield { type: 'text', messageId: frame.message_id, text: frame.content };
        return;
      case 'speech_chunk': {
        const { message_id: messageId, index, text, audio, visemes, emotion, gestures } = frame;
        yield {
          type: 'speech',
          messageId,
          index,
          text,
          audio: Uint8Array.from(atob(audio.data), (character) => character.charCodeAt(0)),
          sampleRateHz: audio.sample_rate,
          durationMs: frame.duration_ms,
          visemes,
          emotion,
          gestures,
        };
        return;
      }
      case 'message_complete': {
        yield* this.#rest(frame.message_id, frame.content);
        const { prompt_tokens, completion_tokens, total_tokens } = frame.usage;
        yield {
          type: 'complete',
          messageId: frame.message_id,
          content: frame.content,
          audioUrl: frame.audio_url,
          emotion: frame.emotion,
          animationTriggers: frame.animation_triggers,
          usage: {
            promptTokens: prompt_tokens,
            completionTokens: completion_tokens,
            totalTokens: total_tokens,
          },
        };
        return;
      }
      case 'message_interrupted':
        this.#ended = true;
        yield { type: 'interrupted', messageId: frame.message_id, content: frame.content };
        return;
      case 'error':
        this.#ended = true;
        throw new TomoError(frame.code, frame.message, { details: frame.details });
    }
  }

  /** The answer as the server keeps it. */
  *takeStored(message: Message): Generator<AnswerEvent> {
    if (message.state === 'interrupted') {
      this.#ended = true;
      yield { type: 'interrupted', messageId: message.id, content: message.content };
      return;
    }
    yield* this.#rest(message.id, message.content);
    yield {
      type: 'complete',
      messageId: message.id,
      content: message.content,
      audioUrl: message.audioUrl ?? null,
      emotion: message.emotion ?? 'neutral',
      animationTriggers: message.animationTriggers ?? [],
      usage: null,
    };
  }

  /** Text that never came because the connection was lost. */
  *#rest(messageId: string, content: string): Generator<AnswerEvent> {
    this.#ended = true;
    const missing = content.startsWith(this.#text) ? content.slice(this.#text.length) : '';
    if (missing !== '') yield { type: 'text', messageId, text: missing };
  }
}
