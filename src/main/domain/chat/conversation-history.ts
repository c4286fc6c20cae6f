import type { ChatTurn } from '../../inference/llm.ts';
import type { Message } from './message.ts';

/** Each earlier message with its answer, then the question; messages that came after it do not count yet. */
export function historyUpTo(messages: readonly Message[], question: Message): ChatTurn[] {
  const answers = new Map(messages.map((message) => [message.replyTo, message]));
  const turns: ChatTurn[] = [];
  for (const message of messages) {
    if (message.role !== 'user') continue;
    turns.push({ role: 'user', content: message.content });
    if (message.id === question.id) break;
    const answer = answers.get(message.id);
    if (answer !== undefined)
      turns.push({ role: 'assistant', content: answer.taggedContent ?? answer.content });
  }
  return turns;
}
