import type { ChatTurn, GenerateEvent, LanguageModel } from '../../inference/llm.ts';
import type { Character } from '../characters/character.ts';
import { type Background, NO_BACKGROUND } from '../grounding/background.ts';
import { answerPrompt, answerTokensMax } from './answer-prompt.ts';
import type { ChatDependencies, SayOptions } from './chat-dependencies.ts';
import type { Conversation, Message } from './message.ts';
import { NOTHING_SAID, runTurn, type TurnResult } from './turn.ts';
import { TurnPriority } from './turn-priority.ts';

/** A visitor shares the machine with whoever owns it. */
const VISITOR_ANSWER_TOKENS_MAX = 256;
/** Visitors answer one at a time, and together keep no more than one evaluated prompt: an account's are not pushed out. */
const VISITORS_CACHE_KEY = 'visitors';
/** With these the starter model was evaluated; they suit larger ones too. */
export const SAMPLING = { temperature: 0.3, topP: 0.9 };

/** A turn, and what the character knew in it. */
export type GroundedResult = TurnResult & { background: Background };

/** What of the chat's dependencies writing an answer takes. */
export type AnswerWriterDependencies = Pick<
  ChatDependencies,
  'grounding' | 'summaries' | 'contributors' | 'withLanguageModel' | 'speak' | 'logger'
> & {
  characters: Pick<ChatDependencies['characters'], 'ofConversation'>;
  conversations: Pick<ChatDependencies['conversations'], 'messages'>;
  events: Pick<ChatDependencies['events'], 'hasSpeechListener' | 'publish'>;
};

/** Writes one answer, with the model in use and all that the character knows. */
export class AnswerWriter {
  readonly #deps: AnswerWriterDependencies;
  readonly #priority = new TurnPriority();

  constructor(deps: AnswerWriterDependencies) {
    this.#deps = deps;
  }

  /** Never rejects for what goes wrong in the turn: the result says it. */
  async write(
    conversation: Conversation,
    question: Message,
    messageId: string,
    signal: AbortSignal,
    { userName, withHistory, addition }: SayOptions,
  ): Promise<GroundedResult> {
    const { characters, events, withLanguageModel } = this.#deps;
    if (signal.aborted) return { ...NOTHING_SAID, background: NO_BACKGROUND };
    const character = await characters.ofConversation(conversation);
    const isHeard = () => events.hasSpeechListener(conversation);
    let background = NO_BACKGROUND;
    const prompt = async (model: LanguageModel, stop: AbortSignal) => {
      const messages = await this.#deps.conversations.messages(conversation.id);
      const about = { ...this.#deps, conversation, character, messages, question, model };
      const built = await answerPrompt({ ...about, userName, withHistory, addition }, stop);
      background = built.background;
      return built.turns;
    };
    const result = await withLanguageModel(character, (model) =>
      runTurn(
        {
          conversationId: conversation.id,
          messageId,
          prompt: (stop) => prompt(model, stop),
          generate: (messages, stop) => this.#generate(conversation, character, model, messages, stop),
          speak: isHeard() ? this.#deps.speak(character) : null,
          publish: (frame) => events.publish(conversation, { ...frame, reply_to: question.id }),
        },
        signal,
      ),
    );
    return { ...result, background };
  }

  #generate(
    { id, visitor }: Conversation,
    character: Character,
    model: LanguageModel,
    messages: ChatTurn[],
    stop: AbortSignal,
  ): AsyncIterable<GenerateEvent> {
    const { temperature = SAMPLING.temperature } = character.generation;
    const write = (cacheKey: string, maxTokens: number) => () =>
      model.generate({ messages, cacheKey, maxTokens, ...SAMPLING, temperature }, stop);
    const maxTokens = answerTokensMax(character);
    return visitor
      ? this.#priority.whenQuiet(
          stop,
          write(VISITORS_CACHE_KEY, Math.min(maxTokens, VISITOR_ANSWER_TOKENS_MAX)),
        )
      : this.#priority.first(write(id, maxTokens));
  }
}
