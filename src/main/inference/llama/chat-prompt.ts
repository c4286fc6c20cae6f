import {
  type ChatHistoryItem,
  ChatMLChatWrapper,
  type ChatWrapper,
  JinjaTemplateChatWrapper,
  type LlamaModel,
  LlamaText,
  SpecialTokensText,
  type Token,
} from 'node-llama-cpp';
import type { ChatTurn } from '../llm.ts';

export interface RenderedPrompt {
  tokens: Token[];
  /** Texts at which the template says that the answer is over. */
  stop: string[];
}

/** Writes conversations the way the model was trained to read them. */
export class ChatPrompt {
  readonly #model: LlamaModel;
  readonly #wrapper: ChatWrapper;
  #last: { key: string; rendered: RenderedPrompt } | undefined;

  constructor(model: LlamaModel) {
    this.#model = model;
    this.#wrapper = wrapperOf(model);
  }

  /**
   * Message texts are never read as control tokens, whatever they hold. A prompt that was just counted is not
   * rendered again to be answered.
   */
  render(messages: readonly ChatTurn[]): RenderedPrompt {
    const key = JSON.stringify(messages);
    if (this.#last?.key !== key) this.#last = { key, rendered: this.#render(messages) };
    return this.#last.rendered;
  }

  /** A text as it stands, with what this model expects before any text. */
  plain(text: string): Token[] {
    const tokens = this.#model.tokenize(text);
    const { bos, eos, shouldPrependBosToken } = this.#model.tokens;
    const first = bos ?? eos;
    // Something must be evaluated to get the first token of the answer.
    return first !== null && (tokens.length === 0 || (shouldPrependBosToken && tokens[0] !== first))
      ? [first, ...tokens]
      : tokens;
  }

  #render(messages: readonly ChatTurn[]): RenderedPrompt {
    const chatHistory: ChatHistoryItem[] = [
      ...messages.map(historyItem),
      // The empty answer is where generation goes on.
      { type: 'model', response: [''] },
    ];
    const { contextText, stopGenerationTriggers } = this.#wrapper.generateContextState({ chatHistory });
    return {
      tokens: withoutLastSpace(contextText).tokenize(this.#model.tokenizer),
      stop: stopGenerationTriggers.map(textOf).filter((text) => text !== ''),
    };
  }
}

function historyItem({ role, content }: ChatTurn): ChatHistoryItem {
  if (role === 'system') return { type: 'system', text: content };
  if (role === 'user') return { type: 'user', text: content };
  return { type: 'model', response: [content] };
}

/** Some templates put a space before each answer; to the model that space is part of the answer's first word. */
function withoutLastSpace(prompt: LlamaText): LlamaText {
  const last = prompt.values.at(-1);
  const before = prompt.values.slice(0, -1);
  if (typeof last === 'string') return LlamaText([...before, last.replace(/ +$/, '')]);
  if (last instanceof SpecialTokensText) {
    return LlamaText([...before, new SpecialTokensText(last.value.replace(/ +$/, ''))]);
  }
  return prompt;
}

function wrapperOf(model: LlamaModel): ChatWrapper {
  const template = model.fileInfo.metadata.tokenizer?.chat_template;
  if (!template) return new ChatMLChatWrapper();
  return new JinjaTemplateChatWrapper({ template, tokenizer: model.tokenizer });
}

/** A trigger of special tokens alone has no text: the model's own end tokens cover it. */
function textOf(trigger: LlamaText): string {
  return trigger.values.every((value) => typeof value === 'string') ? trigger.values.join('') : '';
}
