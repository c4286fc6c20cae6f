import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../storage/schema.ts';

const TITLE_CHARACTERS_MAX = 60;
const LAST_CHARACTERS_MAX = 200;

/** What a list shows of a conversation. */
export interface ConversationGlance {
  messageCount: number;
  /** What a user called it, else its first words; null while nothing was said. */
  title: string | null;
  last: { role: 'user' | 'assistant'; content: string; createdAtMs: number } | null;
}

/** A glance at each of these conversations, in their order. */
export async function glanceAt(
  db: Kysely<Schema>,
  conversations: readonly { id: string; title: string | null }[],
): Promise<ConversationGlance[]> {
  if (conversations.length === 0) return [];
  const ids = conversations.map(({ id }) => id);
  const ends = await db
    .selectFrom('messages')
    .select(['conversation_id', (eb) => eb.fn.countAll<number>().as('count')])
    .select((eb) => eb.fn.max('position').as('last'))
    .select(sql<number | null>`min(case when role = 'user' then position end)`.as('first'))
    .where('conversation_id', 'in', ids)
    .groupBy('conversation_id')
    .execute();
  const positions = ends.flatMap(({ first, last }) => (first === null ? [last] : [first, last]));
  const rows =
    positions.length === 0
      ? []
      : await db
          .selectFrom('messages')
          .select(['position', 'role', 'content', 'created_at_ms'])
          .where('position', 'in', positions)
          .execute();
  const byPosition = new Map(rows.map((row) => [Number(row.position), row]));
  const byConversation = new Map(ends.map((end) => [end.conversation_id, end]));
  return conversations.map(({ id, title }) => {
    const end = byConversation.get(id);
    const first = byPosition.get(Number(end?.first));
    const last = byPosition.get(Number(end?.last));
    return {
      messageCount: Number(end?.count ?? 0),
      title: title ?? (first === undefined ? null : titleOf(first.content)),
      last:
        last === undefined
          ? null
          : {
              role: last.role,
              content: shortened(last.content, LAST_CHARACTERS_MAX),
              createdAtMs: Number(last.created_at_ms),
            },
    };
  });
}

/** The first words of a message, cut where a word ends. */
export function titleOf(content: string): string {
  return shortened(content, TITLE_CHARACTERS_MAX);
}

function shortened(content: string, charactersMax: number): string {
  const letters = [...content.replace(/\s+/g, ' ').trim()];
  if (letters.length <= charactersMax) return letters.join('');
  const cut = letters.slice(0, charactersMax - 1).join('');
  const end = cut.lastIndexOf(' ');
  return `${(end > charactersMax / 2 ? cut.slice(0, end) : cut).trimEnd()}…`;
}
