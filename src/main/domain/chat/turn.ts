import type { Emotion, Gesture } from '../../../shared/emotion.ts';
import type { AnswerFrame, Usage } from '../../../shared/realtime.ts';
import type { ChatTurn, GenerateEvent } from '../../inference/llm.ts';
import { ClauseBuilder } from './clause-builder.ts';
import { endsInLoop } from './ends-in-loop.ts';
import { type SpeakClause, SpeechTrack } from './speech-track.ts';
import { type ParsedPiece, TagParser } from './tag-parser.ts';

export interface TurnRequest {
  conversationId: string;
  messageId: string;
  /** Made inside the turn, so that its failures are the turn's. */
  prompt(signal: AbortSignal): Promise<ChatTurn[]>;
  generate(prompt: ChatTurn[], signal: AbortSignal): AsyncIterable<GenerateEvent>;
  /** Null when nobody listens to this conversation. */
  speak: SpeakClause | null;
  publish(frame: AnswerFrame): void;
}

export interface TurnResult {
  /** `failed`: `error` says why. `interrupted`: the signal was aborted. */
  outcome: 'complete' | 'interrupted' | 'failed';
  /** The text without tags: all of it, or what had been said when the turn was cut off. */
  content: string;
  /** The model's own words, tags included. */
  taggedContent: string;
  emotion: Emotion;
  gestures: Gesture[];
  usage: Usage;
  /** Mean probability of its tokens, from 0 to 1; null where the model does not tell. */
  confidence: number | null;
  error?: unknown;
  /** The speech of the answer, whose last clauses may still be unheard. Null when nobody listened. */
  speech: SpeechTrack | null;
}

/**
 * Makes one answer: streams the model's text without its tags, speaks it clause by clause meanwhile, and stops all of
 * that at once when `signal` is aborted. An answer that says the same again and again ends there, complete; how many
 * tokens it took is not known then. Publishes `message_chunk` and `speech_chunk`, of each the last one as final
 * however the turn ends; what ends the message is published by the caller, after it was stored. Never rejects.
 */
export async function runTurn(request: TurnRequest, signal: AbortSignal): Promise<TurnResult> {
  const { conversationId, messageId, publish, speak } = request;
  // A failing voice must stop the model too, and the other way round.
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const parser = new TagParser();
  const clauses = new ClauseBuilder();
  const track =
    speak === null ? null : new SpeechTrack({ conversationId, messageId, speak, publish, signal: stop });
  track?.done.catch((error: unknown) => failure.abort(error));

  const answer: Answer = {
    content: '',
    taggedContent: '',
    emotion: null,
    gestures: [],
    usage: NO_USAGE,
    confidence: null,
  };
  let unfinished = false;
  const publishText = (content: string, isFinal: boolean) => {
    unfinished = !isFinal;
    publish({
      type: 'message_chunk',
      conversation_id: conversationId,
      message_id: messageId,
      content,
      is_final: isFinal,
    });
  };
  const take = (pieces: ParsedPiece[]) => {
    const text = gather(answer, pieces);
    if (text !== '') publishText(text, false);
    track?.push(clauses.push(pieces));
  };
  const result = (outcome: TurnResult['outcome'], content: string, error?: unknown): TurnResult => ({
    outcome,
    content,
    taggedContent: outcome === 'complete' ? answer.taggedContent : content,
    emotion: answer.emotion ?? 'neutral',
    gestures: answer.gestures,
    usage: answer.usage,
    confidence: answer.confidence,
    speech: track,
    ...(error === undefined ? {} : { error }),
  });
  const said = () => (track === null ? answer.content : track.saidSoFar()).trimEnd();

  try {
    const prompt = await request.prompt(stop);
    stop.throwIfAborted();
    for await (const event of request.generate(prompt, stop)) {
      stop.throwIfAborted();
      if (event.type === 'text') {
        answer.taggedContent += event.text;
        take(parser.push(event.text));
        if (endsInLoop(answer.taggedContent)) break;
      } else if (event.type === 'end') {
        answer.usage = toUsage(event);
        answer.confidence = event.confidence ?? null;
      }
    }
    take(parser.end());
    track?.push(clauses.end());
    track?.end();
    publishText('', true);
    await track?.done;
    if (stop.aborted) throw stop.reason;
    return result('complete', answer.content);
  } catch (error) {
    if (!signal.aborted) failure.abort(error);
    if (unfinished) publishText('', true);
    track?.cutOff();
    return signal.aborted ? result('interrupted', said()) : result('failed', said(), failure.signal.reason);
  }
}

interface Answer {
  content: string;
  taggedContent: string;
  /** The first feeling that the answer shows stands for the whole. */
  emotion: Emotion | null;
  gestures: Gesture[];
  usage: Usage;
  confidence: number | null;
}

const NO_USAGE: Usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

/** Adds the pieces to the answer. @returns their text. */
function gather(answer: Answer, pieces: readonly ParsedPiece[]): string {
  let text = '';
  for (const piece of pieces) {
    if (piece.type === 'text') text += piece.text;
    else if (piece.type === 'emotion') answer.emotion ??= piece.emotion;
    else answer.gestures.push(piece.gesture);
  }
  answer.content += text;
  return text;
}

function toUsage({ usage }: Extract<GenerateEvent, { type: 'end' }>): Usage {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
  };
}

/** Of a turn that was cut off before it began. */
export const NOTHING_SAID: TurnResult = {
  outcome: 'interrupted',
  content: '',
  taggedContent: '',
  emotion: 'neutral',
  gestures: [],
  usage: NO_USAGE,
  confidence: null,
  speech: null,
};
