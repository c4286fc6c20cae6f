/** Words that ask; a few others may come before: `for how long`, `um wie viel`, `et quand`. */
const ASKING = words(
  'what which who whose whom when where why how',
  'wie wer wann wo wohin woher womit wofür warum wieso weshalb welche welcher welches welchen welchem',
  'comment quand où qui quoi quel quelle quels quelles pourquoi combien',
  'cómo qué quién quiénes cuándo dónde cuánto cuánta cuántos cuántas cuál cuáles',
);
const ASKING_BY_WORD = 3;
/** Words that ask or demand at the beginning. */
const ASKING_FIRST = words(
  'is are was were do does did can could should must may will would has have tell show find look explain describe list',
  'search kann darf muss soll ist sind hat brauche gibt zeig such erklär was est-ce puis-je peut-on faut-il que cherche',
  'como que puedo hay busca',
);
/** Asks wherever it stands. */
const ASKS_ANYWHERE =
  /[?？¿]|[かの][。]?$|何|いくら|いつ|どこ|どう|なぜ|誰|だれ|[吗呢][。]?$|什么|怎么|怎样|哪|谁|几[个点天年]|多少|多久|多长|多大|为什么|\b(?:until when|which day)\b/iu;
/** So few words are what people type to look something up, unless they are about themselves, or small talk. */
const KEYWORDS_MAX = 4;
const TELLING = words(
  'i im we my me us you your it that am is are was were be been love like hate thank thanks hello hi hey bye ok okay',
  'yes no good nice great cool fine sorry wow please not well lol',
  'ich wir mein meine du dein ist sind war bin mag danke hallo ja nein gut schön super toll tschüss okay bitte nicht',
  'je nous mon ma tu ton ta est suis sont merci bonjour salut oui non bien super',
  'yo mi mis tu es son soy estoy está gracias hola sí bueno bien adiós',
);
const ENDS_SENTENCE = /[.!。！…]\s*$/u;
const LETTERS = /^[\p{Script=Latin}\p{N}\s'’\-/+_.,&]+$/u;

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}

/** Whether a message wants to know something, as far as its form tells. */
export function asksSomething(text: string): boolean {
  const said = text.trim().toLowerCase();
  if (ASKS_ANYWHERE.test(said)) return true;
  const spoken = said.match(/[\p{L}\p{N}\p{M}'’-]+/gu) ?? [];
  if (isTelling(spoken)) return false;
  if (ASKING_FIRST.has(spoken[0] ?? '')) return true;
  if (spoken.slice(0, ASKING_BY_WORD).some((word) => ASKING.has(word))) return true;
  if (spoken.length > KEYWORDS_MAX || ENDS_SENTENCE.test(said) || !LETTERS.test(said)) return false;
  return spoken.length > 0 && !spoken.some((word) => TELLING.has(word));
}

/** Begins with whom it is about: `I was there`, `wir haben Kuchen`. */
function isTelling([first]: readonly string[]): boolean {
  return (
    first !== undefined &&
    /^(?:i|i['’].+|we|we['’].+|my|it|he|she|they|ich|wir|er|es|sie|mein|meine|je|j['’].+|il|elle|nous|mon|ma|yo|mi|nosotros)$/.test(
      first,
    )
  );
}
