import type { ServerFrame } from '../../../shared/realtime.ts';
import type { ChatTurn, LanguageModel } from '../../inference/llm.ts';
import { newId } from '../../storage/ids.ts';
import type { Principal } from '../accounts/principal.ts';
import type { Character } from '../characters/character.ts';
import type { CharacterService } from '../characters/character-service.ts';
import { DomainError } from '../domain-error.ts';
import type { EventBus } from '../events/event-bus.ts';
import { historyUpTo } from './conversation-history.ts';
import type { ConversationStore } from './conversation-store.ts';
import type { Conversation, Message } from './message.ts';
import { buildPrompt } from './prompt.ts';
import type { SpeakClause, SpeechTrack } from './speech-track.ts';
import { runTurn, type TurnResult } from './turn.ts';
import { TurnQueue } from './turn-queue.ts';

const MESSAGE_CHARACTERS_MAX = 32_000;
/** An answer is spoken aloud; nobody listens longer. */
export const ANSWER_TOKENS_MAX = 512;
/** With these the starter model was evaluated; they suit larger ones too. */
export const SAMPLING = { temperature: 0.3, topP: 0.9 };

export interface ChatDependencies {
  conversations: ConversationStore;
  characters: CharacterService;
  events: EventBus;
  /** Lends the model in use now, until `work` has ended. */
  withLanguageModel<T>(work: (model: LanguageModel) => Promise<T>): Promise<T>;
  speak(character: Character): SpeakClause;
  /** The address of an answer's sound, for whoever listens. */
  audioUrl(messageId: string): string;
  /** Removes the sound of these answers. */
  removeSound(messageIds: readonly string[]): Promise<void>;
  /** What went wrong, as the frame that tells the client. */
  toErrorFrame(error: unknown, details: Record<string, unknown>): ServerFrame;
  logger: { error(object: object, message: string): void };
}

/** What tells an answer's frames from those of others. */
interface AnswerIds {
  conversation_id: string;
  message_id: string;
  reply_to: string;
}

interface UnheardAnswer {
  answer: Message;
  speech: SpeechTrack;
}

export interface Exchange {
  message: Message;
  /** Null when the turn was cut off before anything was said. Rejects when the turn failed. */
  answer: Promise<Message | null>;
}

/** Takes messages, answers them, and tells everybody who listens. */
export class ChatService {
  readonly #deps: ChatDependencies;
  readonly #turns = new TurnQueue();
  /** Answers that are written, but whose last clauses somebody still listens to; by conversation. */
  readonly #unheard = new Map<string, UnheardAnswer>();

  constructor(deps: ChatDependencies) {
    this.#deps = deps;
  }

  /**
   * @param firstMessage what will be said in it at once; checked before anything is stored.
   * @throws DomainError `not_found`, `invalid`, `too_large`
   */
  async startConversation(
    principal: Principal,
    characterId: string,
    firstMessage?: string,
  ): Promise<Conversation> {
    if (firstMessage !== undefined) checkContent(firstMessage);
    const character = await this.#deps.characters.get(principal, characterId);
    return await this.#deps.conversations.create(principal, character.id);
  }

  /**
   * Stores the message, then answers it in its turn. Resolves when the message is stored.
   *
   * @param whenBusy `interrupt` cuts off the answer that is being written or heard; `queue` waits until it is written.
   * @throws DomainError `not_found`, `invalid`, `too_large`
   */
  async say(
    principal: Principal,
    conversationId: string,
    content: string,
    whenBusy: 'queue' | 'interrupt' = 'queue',
  ): Promise<Exchange> {
    checkContent(content);
    const conversation = await this.#deps.conversations.get(principal, conversationId);
    const message = await this.#deps.conversations.addUserMessage(conversation.id, content);
    this.#publish(conversation, {
      type: 'message_received',
      conversation_id: conversation.id,
      message_id: message.id,
      content,
    });
    if (whenBusy === 'interrupt') await this.#cutOff(conversation);
    const answer = this.#turns.add(conversation.id, (signal) =>
      this.#answer(principal, conversation, message, signal),
    );
    // The listeners were told already; only a caller who waits for the answer needs the failure.
    answer.catch(() => {});
    return { message, answer };
  }

  /** @throws DomainError `not_found` @returns whether something was cut off. */
  async interrupt(principal: Principal, conversationId: string): Promise<boolean> {
    const conversation = await this.#deps.conversations.get(principal, conversationId);
    return await this.#cutOff(conversation);
  }

  /** Stops its turn and removes it, with the sound of its answers. @throws DomainError `not_found` */
  async deleteConversation(principal: Principal, conversationId: string): Promise<void> {
    const conversation = await this.#deps.conversations.get(principal, conversationId);
    this.#turns.interrupt(conversation.id);
    this.#unheard.delete(conversation.id);
    await this.#turns.add(conversation.id, async () => {
      const messages = await this.#deps.conversations.messages(conversation.id);
      await this.#deps.conversations.delete(conversation.id);
      await this.#deps.removeSound(messages.map(({ id }) => id));
    });
  }

  /** Cuts off every turn and keeps what was said. */
  async close(): Promise<void> {
    await this.#turns.close();
  }

  async #answer(
    principal: Principal,
    conversation: Conversation,
    question: Message,
    signal: AbortSignal,
  ): Promise<Message | null> {
    const messageId = newId('msg');
    const ids = { conversation_id: conversation.id, message_id: messageId, reply_to: question.id };
    try {
      const result = await this.#run(principal, conversation, question, messageId, signal);
      const answer = await this.#keep(question, messageId, result);
      if (result.outcome === 'failed') throw result.error;
      this.#publish(conversation, this.#ending(ids, result));
      if (answer !== null && result.outcome === 'complete') this.#awaitListener(conversation, answer, result);
      return answer;
    } catch (error) {
      this.#deps.logger.error({ err: error, ...ids }, 'turn failed');
      this.#publish(conversation, this.#deps.toErrorFrame(error, ids));
      throw error;
    }
  }

  /** Cuts off the answer that is written, or else the one that is still heard. */
  async #cutOff(conversation: Conversation): Promise<boolean> {
    if (this.#turns.interrupt(conversation.id)) return true;
    const unheard = this.#unheard.get(conversation.id);
    if (unheard === undefined) return false;
    this.#unheard.delete(conversation.id);
    const said = unheard.speech.saidSoFar().trimEnd();
    if (said.length >= unheard.answer.content.length) return false;
    await this.#deps.conversations.shortenAnswer(unheard.answer.id, said);
    this.#publish(conversation, {
      type: 'message_interrupted',
      conversation_id: conversation.id,
      message_id: unheard.answer.id,
      reply_to: unheard.answer.replyTo ?? undefined,
      content: said,
    });
    return true;
  }

  /** Until the listener has heard all of it, an interruption still cuts the answer short. */
  #awaitListener(conversation: Conversation, answer: Message, { speech }: TurnResult): void {
    if (speech === null) return;
    const unheard = { answer, speech };
    this.#unheard.set(conversation.id, unheard);
    const timer = setTimeout(() => {
      if (this.#unheard.get(conversation.id) === unheard) this.#unheard.delete(conversation.id);
    }, speech.heardAtMs - performance.now());
    timer.unref();
  }

  async #run(
    principal: Principal,
    conversation: Conversation,
    question: Message,
    messageId: string,
    signal: AbortSignal,
  ): Promise<TurnResult> {
    const { characters, events, withLanguageModel } = this.#deps;
    if (signal.aborted) return NOTHING_SAID;
    const character = await characters.get(principal, conversation.characterId);
    const isHeard = () => events.hasSpeechListener(conversation.userId, conversation.id);
    return await withLanguageModel((model) =>
      runTurn(
        {
          conversationId: conversation.id,
          messageId,
          prompt: (stop) => this.#prompt(conversation, character, question, model, stop),
          generate: (messages, stop) =>
            model.generate(
              { messages, cacheKey: conversation.id, maxTokens: ANSWER_TOKENS_MAX, ...SAMPLING },
              stop,
            ),
          speak: isHeard() ? this.#deps.speak(character) : null,
          publish: (frame) => this.#publish(conversation, { ...frame, reply_to: question.id }),
        },
        signal,
      ),
    );
  }

  async #prompt(
    conversation: Conversation,
    character: Character,
    question: Message,
    model: LanguageModel,
    signal: AbortSignal,
  ): Promise<ChatTurn[]> {
    const [messages, info] = await Promise.all([
      this.#deps.conversations.messages(conversation.id),
      model.info(signal),
    ]);
    const answerTokens = Math.min(ANSWER_TOKENS_MAX, Math.floor(info.contextTokens / 4));
    return await buildPrompt({
      systemPrompt: character.systemPrompt,
      history: historyUpTo(messages, question),
      budgetTokens: info.contextTokens - answerTokens,
      countTokens: (turns) => model.countTokens(turns, signal),
    });
  }

  async #keep(question: Message, messageId: string, result: TurnResult): Promise<Message | null> {
    if (result.content === '' && result.outcome !== 'complete') return null;
    return await this.#deps.conversations.addAnswer(question, {
      id: messageId,
      content: result.content,
      taggedContent: result.taggedContent,
      state: result.outcome === 'complete' ? 'complete' : 'interrupted',
      emotion: result.emotion,
      gestures: result.gestures,
      usage: result.usage,
    });
  }

  #ending(ids: AnswerIds, result: TurnResult): ServerFrame {
    if (result.outcome === 'interrupted') {
      return { type: 'message_interrupted', ...ids, content: result.content };
    }
    return {
      type: 'message_complete',
      ...ids,
      content: result.content,
      audio_url: this.#deps.audioUrl(ids.message_id),
      emotion: result.emotion,
      animation_triggers: result.gestures,
      usage: result.usage,
    };
  }

  #publish(conversation: Conversation, frame: ServerFrame): void {
    this.#deps.events.publish(conversation.userId, conversation.id, frame);
  }
}

const NOTHING_SAID: TurnResult = {
  outcome: 'interrupted',
  content: '',
  taggedContent: '',
  emotion: 'neutral',
  gestures: [],
  usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  speech: null,
};

function checkContent(content: string): void {
  if (content.trim() === '') {
    throw new DomainError('invalid', 'The message is empty; write at least one character', {
      field: 'content',
    });
  }
  if (content.length > MESSAGE_CHARACTERS_MAX) {
    throw new DomainError('too_large', `The message is longer than ${MESSAGE_CHARACTERS_MAX} characters`, {
      field: 'content',
      limit: MESSAGE_CHARACTERS_MAX,
    });
  }
}
