import { z } from 'zod';
import type { ChatTurn } from '../../../inference/llm.ts';

/** The model reads text; whoever sends something else is told so, not answered as if it had not been there. */
const part = z
  .object({ type: z.string(), text: z.string().optional(), refusal: z.string().optional() })
  .refine(({ type }) => type === 'text' || type === 'refusal', {
    message: 'only text is taken: images, sounds and files cannot be read by the model',
    path: ['type'],
  })
  .refine(({ text, refusal }) => text !== undefined || refusal !== undefined, {
    message: 'a part of text needs `text`',
    path: ['text'],
  });
const content = z.union([z.string(), z.array(part).min(1)]);
type Content = z.infer<typeof content>;

const toolCall = z.object({
  id: z.string().min(1),
  type: z.literal('function'),
  function: z.object({
    name: z.string().min(1),
    arguments: z.string().refine(isJsonObject, 'not a JSON object'),
  }),
});

const name = z.string().optional();

export const message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer', 'user']), content, name }),
  z.object({
    role: z.literal('assistant'),
    content: content.nullish(),
    refusal: z.string().nullish(),
    tool_calls: z.array(toolCall).min(1).nullish(),
    name,
  }),
  z.object({ role: z.literal('tool'), content, tool_call_id: z.string().min(1) }),
]);
export type Message = z.infer<typeof message>;

export function toChatTurn(given: Message): ChatTurn {
  switch (given.role) {
    case 'assistant':
      return {
        role: 'assistant',
        content: given.content == null ? (given.refusal ?? '') : textOf(given.content),
        ...(given.tool_calls == null
          ? {}
          : { toolCalls: given.tool_calls.map(({ id, function: called }) => ({ id, ...called })) }),
      };
    case 'tool':
      return { role: 'tool', content: textOf(given.content), toolCallId: given.tool_call_id };
    case 'user':
      return { role: 'user', content: textOf(given.content) };
    default:
      return { role: 'system', content: textOf(given.content) };
  }
}

function textOf(given: Content): string {
  if (typeof given === 'string') return given;
  return given.map(({ text, refusal }) => text ?? refusal ?? '').join('\n');
}

function isJsonObject(text: string): boolean {
  if (text.trim() === '') return true;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
