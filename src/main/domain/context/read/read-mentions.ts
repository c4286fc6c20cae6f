import { amountMentions } from './amounts.ts';
import { dateMentions } from './dates.ts';
import { englishMentions } from './english-mentions.ts';
import { latinMentions } from './latin-mentions.ts';
import { foldWord, type Mention, NO_TRAITS, type ReadLanguage, type ReadText } from './mention.ts';
import { topicsIn } from './topics-in.ts';

/** Nobody introduces more in one message; what follows is not read. */
export const READ_CHARACTERS_MAX = 4_000;
const MENTIONS_MAX = 80;
const QUOTED = /["“„«]([^"“”„«»\n]{2,60})["”“»]/gu;
const QUOTED_WORDS_MAX = 8;

/**
 * Whom and what a text speaks of. It takes some 10 ms, and the first time much longer: not for the server's own thread.
 *
 * @param language null where it is none of those that are read: only dates are looked for then, as in English
 */
export function readMentions(text: string, language: ReadLanguage | null, saidAtMs: number): ReadText {
  const read = text.slice(0, READ_CHARACTERS_MAX);
  const found: Mention[] = [];
  const add = (mentions: readonly Mention[]) => {
    for (const mention of mentions) {
      if (!found.some((other) => other.startChar < mention.endChar && mention.startChar < other.endChar)) {
        found.push(mention);
      }
    }
  };
  add(quotedTitles(read));
  add(amountMentions(read));
  add(dateMentions(read, language ?? 'en', new Date(saidAtMs)));
  if (language === 'en') add(englishMentions(read));
  else if (language !== null) add(latinMentions(read, language));
  found.sort((a, b) => a.startChar - b.startChar);
  const mentions = found.slice(0, MENTIONS_MAX);
  return { text: read, language, mentions, topics: topicsIn(read, language, mentions) };
}

function quotedTitles(text: string): Mention[] {
  return [...text.matchAll(QUOTED)].flatMap((match): Mention[] => {
    const name = match[1]?.trim() ?? '';
    if (name.split(/\s+/).length > QUOTED_WORDS_MAX || !/^\p{Lu}/u.test(name)) return [];
    const startChar = match.index + 1;
    return [
      {
        ...NO_TRAITS,
        kind: 'thing',
        name,
        startChar,
        endChar: startChar + (match[1]?.length ?? 0),
        isNamed: true,
        head: foldWord(name.split(/\s+/).at(-1) ?? ''),
      },
    ];
  });
}
