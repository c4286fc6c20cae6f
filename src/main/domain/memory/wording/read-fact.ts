import { type Fact, type Subject, USER } from '../fact.ts';
import { RELATIONS, type RelationName } from './relations.ts';

const WHO = String.raw`(?<who>the user's (?<relation>[a-z][a-z '-]*?)(?: (?<name>\p{Lu}[\p{L}'-]*(?: \p{Lu}[\p{L}'-]*){0,2}))?|the user|(?<stranger>\p{Lu}[\p{L}'-]*(?: \p{Lu}[\p{L}'-]*){0,2}))`;

/** What is kept, up to where. */
const KEPT = String.raw`(?<about>.+?)(?= (?:in|under|on|behind|inside|beside|next to|beneath|above|below|between|by|at|near|underneath|over|with)\b)`;

/** Relations whose sentence is any words at all; what they say cannot be told from it. */
const ANY_WORDS: ReadonlySet<string> = new Set([
  'habit',
  'happened',
  'plan',
  'note',
  'state',
  'nationality',
  'partner_state',
  'has',
]);

/** The words of its own that a relation is told with; the more there are, the surer it is meant. */
const ownWords = (relation: RelationName) => RELATIONS[relation].en.replace(/\{[^{}|]+\}/gu, '').length;

const FORMS = (Object.keys(RELATIONS) as RelationName[])
  .filter((relation) => !ANY_WORDS.has(relation))
  .sort((a, b) => ownWords(b) - ownWords(a))
  .map((relation) => ({
    relation,
    form: new RegExp(
      `^${RELATIONS[relation].en
        .replaceAll('.', String.raw`\.`)
        .replace(/\{([^{}]+)\}/gu, (_all, slot: string) => {
          if (slot === 'S') return WHO;
          if (slot === "S's") return `${WHO}'s`;
          if (slot === 'v') return '(?<value>.+?)';
          if (slot === 'a') return relation === 'keeps' ? KEPT : '(?<about>.+?)';
          return `(?:${slot})`;
        })}$`,
      'u',
    ),
  }));

/** What a memory's sentence tells, where it has the form of one of the relations. */
export function readFact(content: string): Pick<Fact, 'subject' | 'relation' | 'about' | 'value'> | null {
  const sentence = content.replace(/^The user/u, 'the user').trim();
  for (const { relation, form } of FORMS) {
    const found = form.exec(sentence)?.groups;
    if (found?.value === undefined) continue;
    const isDated = relation === 'attribute' && /^(?:on|in) .*\b\d{4}\b/u.test(found.value);
    return {
      subject: subjectIn(found),
      relation: isDated ? 'event' : relation,
      about: found.about ?? null,
      value: found.value,
    };
  }
  return null;
}

function subjectIn({ relation, name, stranger }: Record<string, string | undefined>): Subject {
  if (stranger !== undefined) return { relation: null, name: stranger };
  return relation === undefined ? USER : { relation, name: name ?? null };
}
