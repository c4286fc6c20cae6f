import {
  type ChatHistoryItem,
  ChatMLChatWrapper,
  type ChatWrapper,
  JinjaTemplateChatWrapper,
  type LlamaModel,
  type LlamaText,
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

  constructor(model: LlamaModel) {
    this.#model = model;
    this.#wrapper = wrapperOf(model);
  }

  /** Message texts are never read as control tokens, whatever they hold. */
  render(messages: readonly ChatTurn[]): RenderedPrompt {
    const chatHistory: ChatHistoryItem[] = [
      ...messages.map(historyItem),
      // The empty answer is where generation goes on.
      { type: 'model', response: [''] },
    ];
    const { contextText, stopGenerationTriggers } = this.#wrapper.generateContextState({ chatHistory });
    return {
      tokens: contextText.tokenize(this.#model.tokenizer),
      stop: stopGenerationTriggers.map(textOf).filter((text) => text !== ''),
    };
  }
}

function historyItem({ role, content }: ChatTurn): ChatHistoryItem {
  if (role === 'system') return { type: 'system', text: content };
  if (role === 'user') return { type: 'user', text: content };
  return { type: 'model', response: [content] };
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
