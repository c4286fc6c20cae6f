import type {
  ChatRequest,
  ChatTurn,
  GenerateEvent,
  GenerateRequest,
  LanguageModel,
} from '../../inference/llm.ts';
import type { Principal } from '../accounts/principal.ts';
import { instructionsOf } from '../characters/character.ts';
import type { CharacterService } from '../characters/character-service.ts';
import { ANSWER_TOKENS_MAX } from '../chat/answer-prompt.ts';
import { SAMPLING } from '../chat/answer-writer.ts';
import { buildPrompt } from '../chat/prompt.ts';
import { TagParser } from '../chat/tag-parser.ts';
import type { CharacterModels } from '../models/character-models.ts';
import type { NamedModels } from '../models/named-models.ts';

/**
 * Answers outside of conversations: whoever asks brings along everything that was said, and nothing is stored.
 */
export class CompletionService {
  readonly #models: NamedModels;
  readonly #characterModels: CharacterModels;
  readonly #characters: CharacterService;
  readonly #instructionsFor: (characterId: string) => Promise<string>;

  /** @param deps.instructionsFor how a character speaks, beside what it is */
  constructor(deps: {
    models: NamedModels;
    characterModels: CharacterModels;
    characters: CharacterService;
    instructionsFor(characterId: string): Promise<string>;
  }) {
    this.#models = deps.models;
    this.#characterModels = deps.characterModels;
    this.#characters = deps.characters;
    this.#instructionsFor = deps.instructionsFor;
  }

  /**
   * What a model writes, with nothing added.
   *
   * @param model one of `NamedModels`
   * @throws DomainError `not_found`
   * @throws EngineError
   */
  ofModel(model: string, request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateEvent> {
    return this.#models.stream(model, (opened) => opened.generate(request, signal));
  }

  /**
   * What a character answers, without the tags of its feelings and gestures. It is itself first; what the caller's
   * system turns say comes after that. Old turns are left out where not all fit.
   *
   * @param manner how it speaks this time, in place of how it usually does
   * @throws DomainError `not_found`, `conflict`
   * @throws EngineError
   */
  async *ofCharacter(
    principal: Principal,
    characterId: string,
    request: ChatRequest,
    signal: AbortSignal,
    manner?: string,
  ): AsyncGenerator<GenerateEvent> {
    const character = await this.#characters.toTalkTo(principal, characterId);
    const spoken = manner ?? (await this.#instructionsFor(character.id));
    const persona = `${instructionsOf(character)}\n\n${spoken}`.trim();
    const events = this.#characterModels.stream(character, (model) =>
      answerAs(persona, model, request, signal),
    );
    // Brackets in JSON are JSON.
    yield* request.jsonSchema === undefined ? withoutTags(events) : events;
  }
}

async function* answerAs(
  persona: string,
  model: LanguageModel,
  request: ChatRequest,
  signal: AbortSignal,
): AsyncGenerator<GenerateEvent> {
  const { contextTokens } = await model.info(signal);
  const maxTokens = request.maxTokens ?? ANSWER_TOKENS_MAX;
  const answerTokens = Math.min(maxTokens, Math.floor(contextTokens / 4));
  const isSystem = (turn: ChatTurn) => turn.role === 'system';
  const said = request.messages.filter(isSystem).map(({ content }) => content);
  const { turns } = await buildPrompt({
    systemPrompt: [persona, ...said].join('\n\n'),
    history: request.messages.filter((turn) => !isSystem(turn)),
    budgetTokens: contextTokens - answerTokens,
    countTokens: (turns) => model.countTokens(turns, signal),
  });
  yield* model.generate({ ...SAMPLING, ...request, maxTokens, messages: turns }, signal);
}

async function* withoutTags(events: AsyncIterable<GenerateEvent>): AsyncGenerator<GenerateEvent> {
  const parser = new TagParser();
  const textOf = (pieces: ReturnType<TagParser['push']>) =>
    pieces.map((piece) => (piece.type === 'text' ? piece.text : '')).join('');
  for await (const event of events) {
    const text = event.type === 'text' ? textOf(parser.push(event.text)) : textOf(parser.end());
    if (text !== '') yield { type: 'text', text };
    if (event.type !== 'text') yield event;
  }
}
