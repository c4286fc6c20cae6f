import type { Background, Example } from './background.ts';

/*
 * What stands in a prompt before the message to answer. The starter model was trained with exactly this form.
 */

export interface TakenApart {
  examples: Example[];
  notes: string[];
  passages: { source: string; text: string }[];
  /** What the user said. */
  said: string;
}

const EXAMPLES = /^<examples( fit="same")?>\n((?:User: .*\nYou: .*\n)*)<\/examples>\n/;
const NOTES = /^<notes>\n((?:- .*\n)*)<\/notes>\n/;
const PASSAGE = /^<passage source="([^"\n]*)">([\s\S]*?)<\/passage>\n/;

/** The examples, notes and passages as a prompt has them; empty where there are none. */
export function promptFront({ examples, notes, passages }: Background): string {
  const shown = examples.map(
    ({ user, assistant }) => `User: ${inOneLine(user)}\nYou: ${inOneLine(assistant)}\n`,
  );
  const isMeant = examples[0]?.isMeant === true ? ' fit="same"' : '';
  const lines = notes.map(({ text }) => `- ${inOneLine(text)}\n`);
  return [
    ...(shown.length === 0 ? [] : [`<examples${isMeant}>\n${shown.join('')}</examples>\n`]),
    ...(lines.length === 0 ? [] : [`<notes>\n${lines.join('')}</notes>\n`]),
    ...passages.map(
      (passage) => `<passage source="${sourceName(passage)}">${harmless(passage.content.trim())}</passage>\n`,
    ),
  ].join('');
}

/** How a source is called: `manual.pdf, page 12`. */
export function sourceName({ filename, page }: { filename: string; page: number | null }): string {
  const name = filename.replace(/["\n\r<>]/g, ' ').trim();
  return page === null ? name : `${name}, page ${page}`;
}

/** What `promptFront` put together. */
export function takeApart(content: string): TakenApart {
  let rest = content;
  const notes: string[] = [];
  const passages: TakenApart['passages'] = [];
  const examples: Example[] = [];
  const shown = EXAMPLES.exec(rest);
  if (shown !== null) {
    for (const [, user = '', assistant = ''] of (shown[2] ?? '').matchAll(/User: (.*)\nYou: (.*)\n/g)) {
      const isMeant = shown[1] !== undefined && examples.length === 0;
      examples.push({ user, assistant, ...(isMeant && { isMeant }) });
    }
    rest = rest.slice(shown[0].length);
  }
  const found = NOTES.exec(rest);
  if (found !== null) {
    const lines = (found[1] ?? '').split('\n').filter((line) => line !== '');
    notes.push(...lines.map((line) => line.slice(2)));
    rest = rest.slice(found[0].length);
  }
  for (let next = PASSAGE.exec(rest); next !== null; next = PASSAGE.exec(rest)) {
    passages.push({ source: next[1] ?? '', text: next[2] ?? '' });
    rest = rest.slice(next[0].length);
  }
  return { examples, notes, passages, said: rest };
}

/** A document cannot end its own passage and go on as if the user were speaking. */
function harmless(text: string): string {
  return text.replace(/<(?=\/?(?:examples|notes|passage)\b)/gi, '‹');
}

function inOneLine(text: string): string {
  return harmless(text.replace(/\s+/g, ' ').trim());
}
