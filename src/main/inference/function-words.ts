/** Words that say little about what a text is about, in the languages that use them most here; folded as texts are. */
const WORDS = [
  // English
  'a an the and or but if then than of to in on at by for from with as is are was were be been am do does did has',
  'have had it its this that these those i you he she we they me him her us them my your his our their not no so',
  'what which who how when where why can could will would should there here just about',
  // German
  'der die das den dem des ein eine einen einem einer und oder aber wenn als von zu im in am auf bei fur mit aus ist',
  'sind war waren sein bin bist hat haben es ich du er sie wir ihr mich mir dich dir ihn ihm uns nicht kein so was',
  'wer wie wann wo warum kann wird auch noch nur',
  // French
  'le la les un une des du de et ou mais si que qui dans sur par pour avec est sont etait etre ai as ont il elle nous',
  'vous ils je tu me te se ce cette ces mon ton son ne pas plus quoi comment quand ou pourquoi au aux en',
  // Spanish, Italian and Portuguese
  'el los las lo una unos unas y o pero como para con por del al es son era ser soy esta estan ha han yo su mi sus',
  'se no que quien cuando donde muy mas il gli i uno di da e ma per con sono era essere ho hai che chi non piu o os as',
  'um uma do da dos das em no na com por para eu ele ela nos voce nao mais',
];

export const FUNCTION_WORDS: ReadonlySet<string> = new Set(WORDS.flatMap((line) => line.split(' ')));
