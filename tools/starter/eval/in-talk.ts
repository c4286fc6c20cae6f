import { type EvalItem, messagesOf } from './eval-item.ts';

/** So many other messages come before. */
const BEFORE = 5;

/**
 * The items of a category that are one message each, asked again in the midst of a talk about other things: each after
 * the five before it in the list, the first ones after the last. They are of the category `CATEGORY_in_talk`.
 */
export function inTalk(items: readonly EvalItem[], category: string): EvalItem[] {
  const alone = items.filter((item) => item.category === category && item.messages.length === 1);
  const said = alone.map(({ messages }) => messages[0]?.content ?? '');
  return alone.map((item, i) => {
    const around = Array.from(
      { length: BEFORE + 1 },
      (_, k) => said.at((i - BEFORE + k) % said.length) ?? '',
    );
    return { ...item, category: `${category}_in_talk`, messages: messagesOf(around) };
  });
}
