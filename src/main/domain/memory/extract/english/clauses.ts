import { RELATIVES } from './words.ts';

/** What is not meant as it stands: wishes, games, stories, what others say, what is to be written or translated. */
const UNREAL = new RegExp(
  String.raw`\b(?:if|unless|imagine|suppose|supposing|pretend(?:ing)?|let us say|let's say|lets say|what if|as if|as though|would|wish|` +
    `hypothetically|role-?play|dreamed|dreamt|in (?:my|a|the) dream|maybe|perhaps|might|could be|` +
    String.raw`(?:in|for) (?:the|a|my) (?:story|novel|book|game|movie|film|song|poem|essay|play)\b|` +
    `(?:he|she|they|someone|somebody|people|who|it|guy|girl|man|woman|boy|kid|${[...RELATIVES.keys()].join('|')}) (?:said|says|told|wrote|claims?|claimed|goes|thinks?|thought|believes?)|` +
    `(?:was|were|is|are) (?:like|saying)(?: that|,|:)|translate|translation|how do you say|the (?:sentence|phrase|word|lyrics|line)|repeat after|` +
    `write (?:a|an|me|the|down a)|example|quote|proverb|(?:the|my|a) character(?:'s)? (?:is|name)|you are (?:a|an|now)|act as|speaking as|` +
    String.raw`sounds like|feels? like i|as (?:a|the) (?:joke|king|queen|pirate)|once upon a time|almost|nearly|supposedly|apparently|rumou?r|not sure|doubt|guess(?! what))\b`,
  'iu',
);
/** These make a joke of the whole message. */
const JOKING =
  /\b(?:just kidding|only kidding|i am kidding|kidding|just joking|i am joking|only joking|jk|j\/k|not really|i was lying|i lied|april fools?|that was a lie|sarcasm|\/s)\b(?! you)/iu;

/** Before what is really said. */
const PREAMBLE =
  /^(?:(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|night)|hallo|yo|greetings)(?: (?:there|again|tomo|everyone|everybody))?|tomo|so|well|oh|ah|um|uh|hm+|wow|ok|okay|alright|and|also|plus|then|yes|yeah|yep|yup|sure|right|haha+|lol|omg|by the way|btw|fyi|for your information|just so you know|so you know|as you (?:may |might )?know|fun fact|guess what|you know(?: what)?|you see|honestly|to be honest|tbh|in fact|actually|basically|anyway|anyways|speaking of which|(?:good|great|big|sad|bad) news|oh no|i forgot to (?:say|mention|tell you)|i (?:want|wanted|have|need) to tell you(?: something)?|i should (?:tell you|mention|add)|i must (?:tell you|admit)|let me tell you(?: something)?|you should know|i am happy to say|i am proud to say|to introduce myself|let me introduce myself|i should introduce myself|did (?:i|you) (?:ever )?(?:know|tell you|mention|say)|do you know|have i (?:ever )?(?:told you|mentioned)|today|because|as for me|for me|personally|these days|nowadays|at the moment|right now|currently|since you ask|thanks|thank you|please|unfortunately|sadly|luckily|fortunately|finally|(?:last|this|every) (?:week|month|year|night|summer|weekend)|yesterday|i can confirm|it is true)(?:\s*[,:!-]+\s*|\s+)(?:that\s+)?/iu;

/** Where another clause begins, after a comma or `and`. */
const CLAUSE_START =
  "(?:i|my|we|our|he|she|they|his|her|their|it|its|that|this|there|you|your|what|where|how|who|whose|when|why|do|does|did|are|is|can|could|will|would|so|also|please|remember|nice|thanks|call|not|don't|and|but|because|then|now|forget|remind|people|everyone|friends|though|although|while|whereas)";
const SPLIT = new RegExp(
  String.raw`\s*;\s*|\s+[-–—]+\s+|\s*:\s+(?=(?:i|my|we|she|he)\b)|,?\s+(?:but|because|although|though|whereas|however|except)\s+|` +
    String.raw`,\s*(?:and\s+)?(?=${CLAUSE_START}\b)|\s+and\s+(?=(?:i|my|we|our|he|she|they|his|her|their|it|you|your|what|where|how|who|do|can|people|remind|remember|please)\b)|` +
    String.raw`,\s+(?:and\s+)?(?=(?-i:\p{Lu})[\p{L}-]+(?:'s [\p{L}]+)? (?:is|lives|works|likes|loves|hates|moved|has|was|studies)\b)`,
  'iu',
);

const SENTENCE_CHARACTERS_MAX = 400;
const TAG_QUESTION = /[,\s]+(?:you know|ok|okay|alright|got it|you hear|understood|understand)\s*$/iu;
const TOLD_BY_ASKING =
  /^(?:(?:hey|hi|so|oh|and|tomo|btw|by the way)[,\s]+)*(?:did (?:i|you) (?:ever )?(?:tell you|mention|know)|have i (?:ever )?(?:told you|mentioned)|(?:can|could|will|would) you (?:please |just |kindly )?(?:remember|remind|forget|keep in mind|note|not forget|call me))\b(?! (?:what|where|who|when|how|why|which|if|my))/iu;
const POLITE = /^(?:(?:can|could|will|would) you (?:please |just |kindly )?)/iu;

export interface Clause {
  text: string;
  /** Asked, not said: it tells nothing, but it may say who is talked about. */
  asked: boolean;
}

/** The clauses of a tidied text that are meant as they stand, and questions. */
export function clausesOf(tidied: string): Clause[] {
  if (JOKING.test(tidied)) return [];
  const clauses: Clause[] = [];
  for (const { text, asked } of sentencesOf(unquoted(tidied))) {
    if (text.length > SENTENCE_CHARACTERS_MAX) continue;
    const polite = asked && TOLD_BY_ASKING.test(text);
    const sentence = polite ? withoutPreamble(text).replace(POLITE, '') : text;
    if (UNREAL.test(sentence)) continue;
    const statement = asked && TAG_QUESTION.test(sentence) ? sentence.replace(TAG_QUESTION, '') : sentence;
    const stillAsked = asked && !polite && statement === sentence;
    const parts = statement
      .split(SPLIT)
      .map(withoutPreamble)
      .filter((part) => part.length > 1);
    parts.forEach((part, at) => {
      clauses.push({
        text: part,
        asked: stillAsked && (at === parts.length - 1 || isTag(parts.slice(at + 1))),
      });
    });
  }
  return clauses;
}

/** `right`, `is not it`: what makes a question of what was said before it. */
function isTag(parts: readonly string[]): boolean {
  return parts.every((part) =>
    /^(?:right|correct|true|no|is(?: it)? not it|am i|do i|is not (?:she|he|that)|remember|do not i|does (?:she|he|it) not|does not (?:she|he|it)|do not (?:i|you|they)|is not it|are not i|yes)(?: \w+)?$/iu.test(
      part,
    ),
  );
}

function sentencesOf(text: string): Clause[] {
  const sentences: Clause[] = [];
  for (const match of text.matchAll(/([^.!?\n…]|[.](?=\S))+([.!?…]*)/gu)) {
    const asked = match[2]?.includes('?') ?? false;
    const sentence = match[0].replace(/[.!?…]+\s*$/u, '').trim();
    if (sentence !== '') sentences.push({ text: sentence, asked });
  }
  return sentences;
}

/** Without what others are quoted with; the titles of things lose their quotes only. */
function unquoted(text: string): string {
  return text.replace(/"([^"\n]{0,300})"/gu, (_all, inside: string) =>
    /\b(?:i|my|me|we|am|is|are|was)\b/iu.test(inside) || inside.length > 60 ? ' , ' : inside,
  );
}

function withoutPreamble(text: string): string {
  let rest = text.trim();
  for (let count = 0; count < 4; count++) {
    const next = rest.replace(PREAMBLE, '').trim();
    if (next === rest || next === '') break;
    rest = next;
  }
  return rest.replace(/^[,:\s-]+|[,:\s-]+$/gu, '');
}
