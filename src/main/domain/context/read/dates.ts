import * as german from 'chrono-node/de';
import * as english from 'chrono-node/en';
import * as spanish from 'chrono-node/es';
import * as french from 'chrono-node/fr';
import { foldWord, type Mention, NO_TRAITS, type ReadLanguage } from './mention.ts';

const PARSERS = {
  en: english.casual,
  de: german.casual,
  fr: french.casual,
  es: spanish.casual,
} as const satisfies Record<ReadLanguage, unknown>;
/** Short words that mean something else more often. */
const NO_DATE =
  /^(?:now|may|mar|sun|sat|sec|second|a second|this second|at the moment|jetzt|maintenant|ahora|an|mar\.)$/iu;

const PAST = /last|past|previous|ago|letzte|vorige|vergangen|vor |pasad|últim|dernier|passé|il y a/iu;
/** Days and times that a text names, counted from when it was said, in the machine's time zone. */
export function dateMentions(text: string, language: ReadLanguage, saidAt: Date): Mention[] {
  return PARSERS[language].parse(text, saidAt).flatMap(({ text: name, index, start }): Mention[] => {
    const isDay = start.isCertain('day') || start.isCertain('weekday') || start.isCertain('month');
    const isNamed = isDay || /\p{L}/u.test(name);
    if (!isNamed || NO_DATE.test(name.trim()) || name.trim().length < 3) return [];
    return [
      {
        ...NO_TRAITS,
        kind: 'date',
        name,
        startChar: index,
        endChar: index + name.length,
        isNamed: true,
        head: foldWord(name.split(/\s+/).at(-1) ?? ''),
        value: isoDay(comingDay(start, name, saidAt)),
      },
    ];
  });
}

interface FoundDay {
  get(part: 'year' | 'month' | 'day'): number | null;
  isCertain(part: 'day' | 'weekday'): boolean;
}

/** A day of the week without more is the coming one. */
function comingDay(start: FoundDay, name: string, saidAt: Date): Date {
  const day = new Date(start.get('year') ?? 0, (start.get('month') ?? 1) - 1, start.get('day') ?? 1);
  const isPast =
    day.getTime() < new Date(saidAt.getFullYear(), saidAt.getMonth(), saidAt.getDate()).getTime();
  const isOpen = start.isCertain('weekday') && !start.isCertain('day') && !PAST.test(name);
  return isPast && isOpen ? new Date(day.getFullYear(), day.getMonth(), day.getDate() + 7) : day;
}

function isoDay(day: Date): string {
  const parts = [String(day.getFullYear()).padStart(4, '0'), day.getMonth() + 1, day.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
