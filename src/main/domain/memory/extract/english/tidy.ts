/** What is often written in another way than the patterns expect, word by word. */
const SPELLINGS: Readonly<Record<string, string>> = {
  im: 'I am', "i'm": 'I am', ima: 'I am going to', "i've": 'I have', ive: 'I have', "i'd": 'I would',
  "i'll": 'I will', "we're": 'we are', "we've": 'we have', "we'll": 'we will', "they're": 'they are',
  "you're": 'you are', youre: 'you are', "it's": 'it is', "that's": 'that is', thats: 'that is',
  "he's": 'he is', "she's": 'she is', shes: 'she is', hes: 'he is', "what's": 'what is', whats: 'what is',
  "don't": 'do not', dont: 'do not', "doesn't": 'does not', doesnt: 'does not', "didn't": 'did not',
  didnt: 'did not', "isn't": 'is not', isnt: 'is not', "aren't": 'are not', arent: 'are not',
  "can't": 'can not', cant: 'can not', cannot: 'can not', "won't": 'will not', wont: 'will not',
  "haven't": 'have not', havent: 'have not', "hasn't": 'has not', hasnt: 'has not', "wasn't": 'was not',
  "wouldn't": 'would not', gonna: 'going to', wanna: 'want to', gotta: 'have to', u: 'you', ur: 'your',
  cuz: 'because', coz: 'because', cos: 'because', bc: 'because', tmrw: 'tomorrow', tmr: 'tomorrow',
  '2morrow': 'tomorrow', tommorow: 'tomorrow', tommorrow: 'tomorrow', tomorow: 'tomorrow', bday: 'birthday',
  'b-day': 'birthday', fav: 'favourite', fave: 'favourite', favorite: 'favourite', favorit: 'favourite',
  favorites: 'favourites', luv: 'love', lov: 'love', liek: 'like', lik: 'like', teh: 'the', nam: 'name',
  nmae: 'name', freind: 'friend', frend: 'friend', sistr: 'sister', siter: 'sister', brothr: 'brother',
  muther: 'mother', liv: 'live', liev: 'live', livs: 'lives', wrok: 'work', bourn: 'born', anymore: 'any more',
  favrite: 'favourite', favroite: 'favourite', alergic: 'allergic', prolly: 'probably', rly: 'really', whos: 'who is', moms: "mom's", n: 'and',
}; // biome-ignore format: one entry a line would make three pages of it

/** Long words whose misspellings are near to no other word. */
const LONG_WORDS = [
  'favourite', 'birthday', 'allergic', 'vegetarian', 'tomorrow', 'remember', 'grandmother', 'grandfather',
  'girlfriend', 'boyfriend', 'appointment', 'interview', 'daughter', 'promised', 'husband', 'engineer',
]; // biome-ignore format: a list of words
const NEAR_WORDS = new Set(['husbands', 'daughters', 'interviews', 'remembers', 'birthdays', 'engineers']);

const STOP_ABBREVIATION = /\b(dr|mr|mrs|ms|st|prof|no|approx|etc|e\.g|i\.e|a\.m|p\.m|vs)\.(?=\s)/giu;

/**
 * The text in one spelling: straight quotes, no contractions, usual words for misspelt ones; without code, addresses
 * and faces. Sentence ends and capitals stay.
 */
export function tidyEnglish(text: string): string {
  return text
    .replace(/```[\s\S]*?(```|$)/g, ' . ')
    .replace(/`[^`\n]*`/g, ' ')
    .replace(/\bhttps?:\/\/\S+/gi, ' ')
    .replace(/[‘’ʼ´`]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[:;=]-?[)(DPp/|3]+(?=\s|$)|<3|\p{Extended_Pictographic}\uFE0F?/gu, ' ')
    .replace(STOP_ABBREVIATION, '$1')
    .replace(/[\p{L}\p{N}'-]+/gu, respell)
    .replace(/[^\S\n]+/g, ' ');
}

function respell(word: string): string {
  const lower = word.toLowerCase();
  const known = Object.hasOwn(SPELLINGS, lower) ? SPELLINGS[lower] : undefined;
  if (known !== undefined) {
    // `US` and `Im` in a name are not meant: only what is written small, or at the start of a sentence.
    return word.length > 1 && word === word.toUpperCase() && word.length < 4 && word !== 'IM' ? word : known;
  }
  if (lower.length < 7 || NEAR_WORDS.has(lower)) return word;
  return LONG_WORDS.find((right) => isOneSlip(lower, right)) ?? word;
}

/** Whether one letter is missing, too many, another, or two neighbours have changed places. */
function isOneSlip(wrong: string, right: string): boolean {
  if (wrong === right || Math.abs(wrong.length - right.length) > 1) return false;
  let start = 0;
  while (start < right.length && wrong[start] === right[start]) start++;
  let end = 0;
  while (
    end < Math.min(wrong.length, right.length) - start &&
    wrong[wrong.length - 1 - end] === right[right.length - 1 - end]
  )
    end++;
  const left = wrong.slice(start, wrong.length - end);
  const wanted = right.slice(start, right.length - end);
  if (left.length <= 1 && wanted.length <= 1) return true;
  return left.length === 2 && wanted.length === 2 && left[0] === wanted[1] && left[1] === wanted[0];
}
