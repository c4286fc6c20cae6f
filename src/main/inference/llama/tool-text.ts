import { randomUUID } from 'node:crypto';
import type { ChatTurn, GenerateEvent, Tool, ToolCall } from '../llm.ts';

/*
 * How calls of tools are written: the way that most models which learned it learned it.
 * Source: https://github.com/NousResearch/Hermes-Function-Calling
 */
export const CALL_START = '<tool_call>\n';
export const CALL_END = '\n</tool_call>';
const CALL_MARK = '<tool_call>';
const CALL_END_MARK = '</tool_call>';

/** What a model is told about its tools, at the end of the system's words. */
export function toolLesson(tools: readonly Tool[]): string {
  const list = tools.map(({ name, description, parameters }) =>
    JSON.stringify({ type: 'function', function: { name, description, parameters } }),
  );
  return [
    '# Tools',
    '',
    'These functions can be called:',
    '<tools>',
    ...list,
    '</tools>',
    '',
    'To call one, write its name and its arguments as JSON between <tool_call> tags:',
    `${CALL_START}{"name": "NAME", "arguments": {}}${CALL_END}`,
  ].join('\n');
}

/** A turn with its calls written out, or the answer of a tool as the user's words. */
export function withCallsWritten({ role, content, toolCalls = [] }: ChatTurn): ChatTurn {
  if (role === 'tool') return { role: 'user', content: `<tool_response>\n${content}\n</tool_response>` };
  const calls = toolCalls.map((call) => `${CALL_START}${callText(call)}${CALL_END}`);
  return { role, content: [content, ...calls].filter((part) => part !== '').join('\n') };
}

function callText({ name, arguments: given }: ToolCall): string {
  return `{"name": ${JSON.stringify(name)}, "arguments": ${given.trim() === '' ? '{}' : given}}`;
}

/** Takes the calls out of an answer while it is written; the text may be cut anywhere. */
export class ToolCallReader {
  #held = '';
  #inCall = false;
  #calls = 0;

  push(text: string): GenerateEvent[] {
    this.#held += text;
    const events: GenerateEvent[] = [];
    for (;;) {
      const mark = this.#inCall ? CALL_END_MARK : CALL_MARK;
      const at = this.#held.indexOf(mark);
      if (at < 0) break;
      events.push(...this.#take(this.#held.slice(0, at)));
      this.#held = this.#held.slice(at + mark.length);
      this.#inCall = !this.#inCall;
    }
    if (!this.#inCall) {
      const keptChars = openMarkChars(this.#held);
      events.push(...this.#take(this.#held.slice(0, this.#held.length - keptChars)));
      this.#held = this.#held.slice(this.#held.length - keptChars);
    }
    return events;
  }

  /** What is left when no more text comes: a call that was cut off as far as it came. */
  end(): GenerateEvent[] {
    const events = this.#take(this.#held);
    this.#held = '';
    return events;
  }

  #take(text: string): GenerateEvent[] {
    if (this.#inCall) {
      const call = readCall(text);
      if (call === null) return [];
      this.#calls += 1;
      return [{ type: 'toolCall', call }];
    }
    // Between calls stands nothing but white space.
    if (text === '' || (this.#calls > 0 && text.trim() === '')) return [];
    return [{ type: 'text', text }];
  }
}

/** How many characters at the end of a text may be the beginning of a call. */
function openMarkChars(text: string): number {
  for (let length = Math.min(text.length, CALL_MARK.length - 1); length > 0; length--) {
    if (text.endsWith(CALL_MARK.slice(0, length))) return length;
  }
  return 0;
}

function readCall(text: string): ToolCall | null {
  const id = `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
  try {
    const { name, arguments: given } = JSON.parse(text) as { name: string; arguments: unknown };
    return { id, name, arguments: JSON.stringify(given) };
  } catch {
    const cut = /^\s*\{\s*"name":\s*("(?:[^"\\]|\\.)*")\s*,\s*"arguments":\s*([\s\S]*)$/.exec(text);
    return cut === null ? null : { id, name: JSON.parse(cut[1] ?? '""') as string, arguments: cut[2] ?? '' };
  }
}
