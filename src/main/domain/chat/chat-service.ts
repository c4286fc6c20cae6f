import type { ServerFrame } from '../../../shared/realtime.ts';
import { newId } from '../../storage/ids.ts';
import type { Principal } from '../accounts/principal.ts';
import { DomainError } from '../domain-error.ts';
import { citationsOf } from '../grounding/citations.ts';
import { AnswerWriter, type GroundedResult } from './answer-writer.ts';
import type { ChatDependencies, Exchange, SayOptions } from './chat-dependencies.ts';
import type { ConversationFacts } from './conversation-row.ts';
import type { Conversation, Intent, Message } from './message.ts';
import { checkContent } from './message-content.ts';
import { toCitationBody } from './message-sources.ts';
import type { SpeechTrack } from './speech-track.ts';
import type { TurnResult } from './turn.ts';
import { TurnQueue } from './turn-queue.ts';

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

/** Takes messages, answers them, and tells everybody who listens. */
export class ChatService {
  readonly #deps: ChatDependencies;
  readonly #turns = new TurnQueue();
  readonly #writer: AnswerWriter;
  /** Answers that are written, but whose last clauses somebody still listens to; by conversation. */
  readonly #unheard = new Map<string, UnheardAnswer>();

  constructor(deps: ChatDependencies) {
    this.#deps = deps;
    this.#writer = new AnswerWriter(deps);
  }

  /**
   * @param firstMessage what will be said in it at once; checked before anything is stored.
   * @throws DomainError `not_found`, `invalid`, `too_large`, `conflict`
   */
  async startConversation(
    principal: Principal,
    characterId: string,
    firstMessage?: string,
    facts: ConversationFacts = {},
  ): Promise<Conversation> {
    if (firstMessage !== undefined) checkContent(firstMessage);
    const character = await this.#deps.characters.toTalkTo(principal, characterId);
    const conversation = await this.#deps.conversations.create(principal, character.id, facts);
    this.#deps.happenings.tell({ type: 'conversation_started', conversation });
    return conversation;
  }

  /** Marks it as over; what is said in it later begins it again. @throws DomainError `not_found` */
  async endConversation(principal: Principal, conversationId: string): Promise<Conversation> {
    const before = await this.#deps.conversations.get(principal, conversationId);
    if (before.endedAtMs !== null) return before;
    const conversation = await this.#deps.conversations.end(principal, conversationId);
    this.#deps.happenings.tell({ type: 'conversation_ended', conversation });
    return conversation;
  }

  /**
   * Stores the message, then answers it in its turn. Resolves when the message is stored.
   *
   * @param whenBusy `interrupt` cuts off the answer that is being written or heard; `queue` waits until it is written.
   * @throws DomainError `not_found`, `invalid`, `too_large`, `conflict`
   */
  async say(
    principal: Principal,
    conversationId: string,
    content: string,
    whenBusy: 'queue' | 'interrupt' = 'queue',
    options: SayOptions = {},
  ): Promise<Exchange> {
    checkContent(content);
    const conversation = await this.#deps.conversations.get(principal, conversationId);
    if (conversation.visitor) {
      throw new DomainError(
        'conflict',
        'This conversation is a visitor’s; only they can say something in it',
      );
    }
    await this.#deps.characters.ofConversation(conversation);
    return await this.sayIn(conversation, content, whenBusy, options);
  }

  /** The same for whoever has found out that it may be said, and checked it. */
  async sayIn(
    conversation: Conversation,
    content: string,
    whenBusy: 'queue' | 'interrupt',
    options: SayOptions = {},
  ): Promise<Exchange> {
    const { conversations, happenings } = this.#deps;
    const message = await conversations.addUserMessage(conversation.id, content, options.metadata);
    this.#publish(conversation, {
      type: 'message_received',
      conversation_id: conversation.id,
      message_id: message.id,
      content,
    });
    happenings.tell({ type: 'message_received', conversation, message });
    const intent = this.#recognise(message, conversation);
    if (whenBusy === 'interrupt') await this.interruptIn(conversation);
    const answer = this.#turns.add(conversation.id, (signal) => {
      const stop = options.signal === undefined ? signal : AbortSignal.any([signal, options.signal]);
      return this.#answer(conversation, message, stop, options);
    });
    // The listeners were told already; only a caller who waits for the answer needs the failure.
    answer.catch(() => {});
    return { message, answer, intent };
  }

  /** @throws DomainError `not_found` @returns whether something was cut off. */
  async interrupt(principal: Principal, conversationId: string): Promise<boolean> {
    return await this.interruptIn(await this.#deps.conversations.get(principal, conversationId));
  }

  /** Stops its turn and removes it, with the sound of its answers. @throws DomainError `not_found` */
  async deleteConversation(principal: Principal, conversationId: string): Promise<void> {
    await this.remove((await this.#deps.conversations.get(principal, conversationId)).id);
  }

  /** The same for whoever has found out that it may go. */
  async remove(conversationId: string): Promise<void> {
    this.#turns.interrupt(conversationId);
    this.#unheard.delete(conversationId);
    await this.#turns.add(conversationId, async () => {
      const messages = await this.#deps.conversations.messages(conversationId);
      await this.#deps.conversations.delete(conversationId);
      await this.#deps.removeSound(messages.map(({ id }) => id));
    });
  }

  /** Stops its turn and removes what was said in it, with the sound of its answers. @throws DomainError `not_found` */
  async clearConversation(principal: Principal, conversationId: string): Promise<void> {
    const { id } = await this.#deps.conversations.get(principal, conversationId);
    this.#turns.interrupt(id);
    this.#unheard.delete(id);
    await this.#turns.add(id, async () => {
      await this.#deps.removeSound(await this.#deps.conversations.clear(id));
    });
  }

  /** Messages that are being answered, or wait for that. */
  get turnsWaiting(): number {
    return this.#turns.length;
  }

  /** Cuts off every turn and keeps what was said. */
  async close(): Promise<void> {
    await this.#turns.close();
  }

  async #answer(
    conversation: Conversation,
    question: Message,
    signal: AbortSignal,
    options: SayOptions,
  ): Promise<Message | null> {
    const messageId = newId('msg');
    const ids = { conversation_id: conversation.id, message_id: messageId, reply_to: question.id };
    try {
      const result = await this.#writer.write(conversation, question, messageId, signal, options);
      const answer = await this.#keep(question, messageId, result);
      if (result.outcome === 'failed') throw result.error;
      this.#publish(conversation, this.#ending(ids, result, answer));
      if (answer !== null) {
        const answerMs = answer.answerMs ?? 0;
        this.#deps.happenings.tell({ type: 'message_answered', conversation, question, answer, answerMs });
      }
      if (answer !== null && result.outcome === 'complete') this.#awaitListener(conversation, answer, result);
      return answer;
    } catch (error) {
      this.#deps.logger.error({ err: error, user_id: conversation.userId, ...ids }, 'turn failed');
      this.#publish(conversation, this.#deps.toErrorFrame(error, ids));
      this.#deps.happenings.tell({ type: 'turn_failed', conversation, question, error });
      throw error;
    } finally {
      this.#deps.afterTurn();
    }
  }

  /** Cuts off the answer that is written, or else the one that is still heard. @returns whether there was one */
  async interruptIn(conversation: Conversation): Promise<boolean> {
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

  /** Never rejects: an answer does not need it. */
  async #recognise({ id, content }: Message, { characterId }: Conversation): Promise<Intent | null> {
    try {
      const intent = await this.#deps.recognise(characterId, content);
      if (intent !== null) await this.#deps.conversations.setIntent(id, intent);
      return intent;
    } catch (error) {
      this.#deps.logger.error({ err: error, message_id: id }, 'a message was not recognised');
      return null;
    }
  }

  async #keep(question: Message, messageId: string, result: GroundedResult): Promise<Message | null> {
    if (result.content === '' && result.outcome !== 'complete') return null;
    return await this.#deps.conversations.addAnswer(question, {
      id: messageId,
      content: result.content,
      taggedContent: result.taggedContent,
      state: result.outcome === 'complete' ? 'complete' : 'interrupted',
      emotion: result.emotion,
      gestures: result.gestures,
      usage: result.usage,
      confidence: result.confidence,
      citations: citationsOf(result.content, result.background.passages),
      memoryIds: result.background.notes.map(({ id }) => id),
    });
  }

  #ending(ids: AnswerIds, result: TurnResult, answer: Message | null): ServerFrame {
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
      citations: (answer?.citations ?? []).map(toCitationBody),
      memories: answer?.memoryIds ?? [],
    };
  }

  #publish(conversation: Conversation, frame: ServerFrame): void {
    this.#deps.events.publish(conversation, frame);
  }
}
