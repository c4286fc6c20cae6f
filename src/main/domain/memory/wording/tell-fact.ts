import { type Fact, isUser, type MemoryLanguage, type Subject } from '../fact.ts';
import { relationOf } from './relations.ts';

const PLURAL =
  /(?:parents|children|kids|friends|siblings|in-laws|colleagues|cousins|neighbours|twins|(?:son|daughter|sister|brother|cat|dog|rabbit|hamster)s)$/u;

/** What relatives are called when one speaks to the user. */
const YOURS: Record<Exclude<MemoryLanguage, 'en'>, Readonly<Record<string, string>>> = {
  de: { sister: 'deine Schwester', brother: 'dein Bruder', mother: 'deine Mutter', father: 'dein Vater', wife: 'deine Frau', husband: 'dein Mann', daughter: 'deine Tochter', son: 'dein Sohn', friend: 'dein Freund', girlfriend: 'deine Freundin', boyfriend: 'dein Freund', grandmother: 'deine Oma', grandfather: 'dein Opa', cat: 'deine Katze', dog: 'dein Hund' },
  fr: { sister: 'ta sœur', brother: 'ton frère', mother: 'ta mère', father: 'ton père', wife: 'ta femme', husband: 'ton mari', daughter: 'ta fille', son: 'ton fils', friend: 'ton ami', girlfriend: 'ta copine', boyfriend: 'ton copain', grandmother: 'ta grand-mère', grandfather: 'ton grand-père', cat: 'ton chat', dog: 'ton chien' },
  es: { sister: 'tu hermana', brother: 'tu hermano', mother: 'tu madre', father: 'tu padre', wife: 'tu mujer', husband: 'tu marido', daughter: 'tu hija', son: 'tu hijo', friend: 'tu amigo', girlfriend: 'tu novia', boyfriend: 'tu novio', grandmother: 'tu abuela', grandfather: 'tu abuelo', cat: 'tu gato', dog: 'tu perro' },
  ja: { 'older sister': 'お姉さん', 'younger sister': '妹さん', sister: 'ご姉妹', 'older brother': 'お兄さん', 'younger brother': '弟さん', brother: 'ご兄弟', mother: 'お母さん', father: 'お父さん', wife: '奥さん', husband: 'ご主人', daughter: '娘さん', son: '息子さん', friend: 'お友達', cat: '猫', dog: '犬' },
  zh: { 'older sister': '你的姐姐', 'younger sister': '你的妹妹', sister: '你的姐妹', 'older brother': '你的哥哥', 'younger brother': '你的弟弟', brother: '你的兄弟', mother: '你的妈妈', father: '你的爸爸', wife: '你的妻子', husband: '你的丈夫', daughter: '你的女儿', son: '你的儿子', friend: '你的朋友', cat: '你的猫', dog: '你的狗' },
}; // biome-ignore format: one language a line

const YOU: Record<MemoryLanguage, string> = {
  en: 'you',
  de: 'du',
  fr: 'tu',
  es: 'tú',
  ja: 'あなた',
  zh: '你',
};

/** A fact as a memory says it, in English: `The user's sister Mia lives in Lyon.` */
export function tellFact(fact: Pick<Fact, 'subject' | 'relation' | 'about' | 'value'>): string {
  const { subject, relation } = fact;
  const user = isUser(subject);
  const whose =
    subject.relation === null
      ? (subject.name ?? '')
      : ["the user's", subject.relation, subject.name].filter((word) => word !== null).join(' ');
  const who = user ? 'the user' : whose;
  return fill(relationOf(relation).en, fact, who, `${who}'s`, isPlural(subject));
}

/** The same to the user, in one of the languages that has words for it; null where it has none. */
export function tellFactTo(
  language: Exclude<MemoryLanguage, 'en'>,
  fact: Pick<Fact, 'subject' | 'relation' | 'about' | 'value'>,
): string | null {
  const form = relationOf(fact.relation).told?.[language];
  const { subject } = fact;
  const whose = subject.relation === null ? '' : YOURS[language][subject.relation];
  if (form === undefined || whose === undefined) return null;
  const user = isUser(subject);
  const joint =
    language === 'ja' && whose !== '' && subject.name !== null ? 'の' : /^[a-z]/u.test(whose) ? ' ' : '';
  const who = user ? YOU[language] : [whose, subject.name ?? ''].filter((word) => word !== '').join(joint);
  const object = language === 'es' && user ? form.replace('A {S}', 'A ti') : form;
  return fill(object, fact, who, who, user);
}

function isPlural({ relation, name }: Subject): boolean {
  return name === null && relation !== null && PLURAL.test(relation);
}

/** @param isFirst whether the first of two forms of a verb is meant */
function fill(
  form: string,
  { value, about }: Pick<Fact, 'value' | 'about'>,
  who: string,
  whose: string,
  isFirst: boolean,
): string {
  const told = form.replace(/\{([^{}]+)\}/gu, (_all, slot: string) => {
    if (slot === 'S') return who;
    if (slot === "S's") return whose;
    if (slot === 'v') return value;
    if (slot === 'a') return about ?? '';
    const [first = '', second = ''] = slot.split('|');
    return isFirst ? first : second;
  });
  const whole = told.replace(/([.!?])\.$/u, '$1');
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}
