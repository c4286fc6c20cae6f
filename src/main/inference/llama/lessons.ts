import type { ChatTurn, GenerateOptions } from '../llm.ts';
import { callableTools } from './grammar/answer-grammar.ts';
import { toolLesson, withCallsWritten } from './tool-text.ts';

/** The conversation as a model reads it that knows of no tools and no schemas: both are told in the system's words. */
export function withLessons(messages: readonly ChatTurn[], options: GenerateOptions): readonly ChatTurn[] {
  const tools = callableTools(options);
  const plain = messages.every(({ role, toolCalls }) => role !== 'tool' && toolCalls === undefined);
  const lessons = [
    ...(tools.length === 0 ? [] : [toolLesson(tools)]),
    ...(isTelling(options.jsonSchema)
      ? [`Answer with JSON that fits this schema: ${JSON.stringify(options.jsonSchema)}`]
      : []),
  ];
  if (lessons.length === 0 && plain) return messages;
  const written = messages.map(withCallsWritten);
  if (lessons.length === 0) return written;
  const first = written[0]?.role === 'system' ? written[0] : undefined;
  const content = [...(first === undefined ? [] : [first.content]), ...lessons].join('\n\n');
  return [{ role: 'system', content }, ...(first === undefined ? written : written.slice(1))];
}

/** A schema of any object says nothing that is worth reading. */
function isTelling(schema: GenerateOptions['jsonSchema']): boolean {
  return typeof schema === 'object' && (schema.type !== 'object' || Object.keys(schema).length > 1);
}
