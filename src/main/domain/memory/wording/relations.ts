import type { MemoryKind, MemoryLanguage } from '../fact.ts';

/**
 * How a relation is told. `{S}` is the subject at the start of a sentence, `{S's}` what is theirs; `{live|lives}` is
 * said of `you` or of somebody else; `{v}` is the value, `{a}` what it is told of.
 */
export interface Relation {
  kind: MemoryKind;
  /** From 0 to 1: how much it matters to know it, whatever is talked about. */
  importance: number;
  /** A new value takes the place of the one before: always, or where `about` is the same. */
  replaces: 'always' | 'same-about' | 'never';
  /** Between this user and this character, not told to others. */
  isPrivate?: true;
  en: string;
  told?: Partial<Record<Exclude<MemoryLanguage, 'en'>, string>>;
}

export const RELATIONS = {
  name: {
    kind: 'fact',
    importance: 1,
    replaces: 'always',
    en: "{S's} name is {v}.",
    told: {
      de: '{S} {heißt|heißt} {v}.',
      fr: "{S} {t'appelles|s'appelle} {v}.",
      es: '{S} {te llamas|se llama} {v}.',
      ja: '{S}の名前は{v}です。',
      zh: '{S}叫{v}。',
    },
  },
  called: {
    kind: 'relationship',
    importance: 0.8,
    replaces: 'never',
    en: '{S} {are|is} called {v}.',
    told: {
      de: '{S} {heißt|heißt} {v}.',
      fr: "{S} {t'appelles|s'appelle} {v}.",
      es: '{S} {te llamas|se llama} {v}.',
      ja: '{S}の名前は{v}です。',
      zh: '{S}叫{v}。',
    },
  },
  age: {
    kind: 'fact',
    importance: 0.6,
    replaces: 'always',
    en: '{S} {are|is} {v} years old.',
    told: {
      de: '{S} {bist|ist} {v} Jahre alt.',
      fr: '{S} {as|a} {v} ans.',
      es: '{S} {tienes|tiene} {v} años.',
      ja: '{S}は{v}歳です。',
      zh: '{S}{v}岁。',
    },
  },
  birthday: { kind: 'fact', importance: 0.8, replaces: 'always', en: "{S's} birthday is on {v}." },
  born_in: { kind: 'fact', importance: 0.5, replaces: 'same-about', en: '{S} {were|was} born in {v}.' },
  lives_in: {
    kind: 'fact',
    importance: 0.8,
    replaces: 'always',
    en: '{S} {live|lives} in {v}.',
    told: {
      de: '{S} {wohnst|wohnt} in {v}.',
      fr: '{S} {habites|habite} à {v}.',
      es: '{S} {vives|vive} en {v}.',
      ja: '{S}は{v}に住んでいます。',
      zh: '{S}住在{v}。',
    },
  },
  home: { kind: 'fact', importance: 0.4, replaces: 'never', en: '{S} {live|lives} {v}.' },
  comes_from: {
    kind: 'fact',
    importance: 0.6,
    replaces: 'always',
    en: '{S} {come|comes} from {v}.',
    told: {
      de: '{S} {kommst|kommt} aus {v}.',
      fr: '{S} {viens|vient} de {v}.',
      es: '{S} {eres|es} de {v}.',
      ja: '{S}は{v}の出身です。',
      zh: '{S}来自{v}。',
    },
  },
  grew_up_in: { kind: 'fact', importance: 0.5, replaces: 'always', en: '{S} grew up in {v}.' },
  nationality: { kind: 'fact', importance: 0.5, replaces: 'never', en: '{S} {are|is} {v}.' },
  works_as: {
    kind: 'fact',
    importance: 0.7,
    replaces: 'always',
    en: '{S} {work|works} as {v}.',
    told: {
      de: '{S} {arbeitest|arbeitet} als {v}.',
      fr: '{S} {es|est} {v}.',
      es: '{S} {eres|es} {v}.',
      ja: '{S}の仕事は{v}です。',
      zh: '{S}是{v}。',
    },
  },
  works_at: { kind: 'fact', importance: 0.6, replaces: 'always', en: '{S} {work|works} at {v}.' },
  works_in: { kind: 'fact', importance: 0.5, replaces: 'never', en: '{S} {work|works} in {v}.' },
  studies: { kind: 'fact', importance: 0.6, replaces: 'never', en: '{S} {study|studies} {v}.' },
  state: { kind: 'fact', importance: 0.6, replaces: 'never', en: '{S} {are|is} {v}.' },
  partner_state: { kind: 'relationship', importance: 0.7, replaces: 'always', en: '{S} {are|is} {v}.' },
  has: { kind: 'fact', importance: 0.5, replaces: 'never', en: '{S} {have|has} {v}.' },
  has_relative: { kind: 'relationship', importance: 0.6, replaces: 'never', en: '{S} {have|has} {v}.' },
  keeps: { kind: 'fact', importance: 0.7, replaces: 'same-about', en: '{S} {keep|keeps} {a} {v}.' },
  attribute: { kind: 'fact', importance: 0.5, replaces: 'same-about', en: "{S's} {a} is {v}." },
  favourite: {
    kind: 'preference',
    importance: 0.6,
    replaces: 'same-about',
    en: "{S's} favourite {a} is {v}.",
  },
  likes: {
    kind: 'preference',
    importance: 0.5,
    replaces: 'never',
    en: '{S} {like|likes} {v}.',
    told: {
      de: '{S} {magst|mag} {v}.',
      fr: '{S} {aimes|aime} {v}.',
      es: 'A {S} {te|le} gusta {v}.',
      ja: '{S}は{v}が好きです。',
      zh: '{S}喜欢{v}。',
    },
  },
  dislikes: {
    kind: 'preference',
    importance: 0.5,
    replaces: 'never',
    en: '{S} {do|does} not like {v}.',
    told: {
      de: '{S} {magst|mag} {v} nicht.',
      fr: "{S} {n'aimes|n'aime} pas {v}.",
      es: 'A {S} no {te|le} gusta {v}.',
      ja: '{S}は{v}が嫌いです。',
      zh: '{S}不喜欢{v}。',
    },
  },
  allergic_to: {
    kind: 'fact',
    importance: 0.9,
    replaces: 'never',
    en: '{S} {are|is} allergic to {v}.',
    told: {
      de: '{S} {bist|ist} allergisch gegen {v}.',
      fr: '{S} {es|est} allergique à {v}.',
      es: '{S} {eres|es} alérgico a {v}.',
      ja: '{S}は{v}アレルギーです。',
      zh: '{S}对{v}过敏。',
    },
  },
  does_not_eat: { kind: 'preference', importance: 0.7, replaces: 'never', en: '{S} {do|does} not eat {v}.' },
  does_not_drink: {
    kind: 'preference',
    importance: 0.7,
    replaces: 'never',
    en: '{S} {do|does} not drink {v}.',
  },
  fears: { kind: 'preference', importance: 0.6, replaces: 'never', en: '{S} {are|is} afraid of {v}.' },
  speaks: { kind: 'fact', importance: 0.5, replaces: 'never', en: '{S} {speak|speaks} {v}.' },
  learns: { kind: 'goal', importance: 0.5, replaces: 'never', en: '{S} {are|is} learning {v}.' },
  plays: { kind: 'preference', importance: 0.5, replaces: 'never', en: '{S} {play|plays} {v}.' },
  wants_to: { kind: 'goal', importance: 0.5, replaces: 'never', en: '{S} {want|wants} to {v}.' },
  habit: { kind: 'preference', importance: 0.5, replaces: 'never', en: '{S} {v}.' },
  happened: { kind: 'event', importance: 0.6, replaces: 'never', en: '{S} {v}.' },
  event: { kind: 'event', importance: 0.7, replaces: 'same-about', en: "{S's} {a} is {v}." },
  plan: { kind: 'event', importance: 0.7, replaces: 'never', en: '{S} {v}.' },
  reminder: {
    kind: 'promise',
    importance: 0.9,
    replaces: 'never',
    isPrivate: true,
    en: '{S} {want|wants} to be reminded {v}.',
  },
  promised: {
    kind: 'promise',
    importance: 0.8,
    replaces: 'never',
    isPrivate: true,
    en: '{S} promised {v}.',
  },
  was_promised: {
    kind: 'promise',
    importance: 0.8,
    replaces: 'never',
    isPrivate: true,
    en: '{S} {say|says} the character promised {v}.',
  },
  note: { kind: 'note', importance: 0.8, replaces: 'never', en: '{v}.' },
  said: {
    kind: 'note',
    importance: 0.8,
    replaces: 'never',
    en: '{S} said: “{v}”',
    told: {
      de: '{S} {hast|hat} gesagt: „{v}“',
      fr: '{S} {as|a} dit : « {v} »',
      es: '{S} {dijiste|dijo}: «{v}»',
      ja: '{S}は「{v}」と言いました。',
      zh: '{S}说过：“{v}”',
    },
  },
} as const satisfies Record<string, Relation>;

export type RelationName = keyof typeof RELATIONS;

/** @returns how a relation is told; the names are those of the table. */
export function relationOf(name: RelationName): Relation {
  return RELATIONS[name];
}
