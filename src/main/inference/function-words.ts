/** Words that say little about what a text is about, in the languages that use them most here; folded as texts are. */
const WORDS = [
  // English
  'a an the and or but if then than of to in on at by for from with as is are was were be been am do does did has',
  'have had it its this that these those i you he she we they me him her us them my your his our their not no so',
  'what which who whom whose how when where why can could will would should may might must there here just about',
  'any some all each every both much many more most very too also only own same other another such into onto over',
  'under up down out off after before again while until within without because since during between through being',
  'having doing done get got let make made one something someone somebody anything anyone please tell let need want',
  'used still even ever never always yet well s t re ve ll don doesn didn isn',
  // German
  'der die das den dem des ein eine einen einem einer und oder aber wenn als von zu im in am auf bei fur mit aus ist',
  'sind war waren sein bin bist hat haben es ich du er sie wir ihr mich mir dich dir ihn ihm uns nicht kein so was',
  'wer wie wann wo warum wieso weshalb wohin woher womit welche welcher welches welchen welchem kann kannst konnen darf',
  'durfen muss mussen soll sollen will wollen mochte wird werden wurde auch noch nur schon sehr mehr viel viele wenig',
  'man sich dass ob nach vor bei bis uber unter zwischen durch gegen ohne mein meine meinen meiner dein deine ihre',
  'ihren ihrem ihrer seine seinen unser unsere dieser diese dieses jeder jede jedes alle hier da dort dann doch mal',
  'bitte etwas jemand habe hast gibt machen macht tun',
  // French
  'le la les un une des du de et ou mais si que qui dans sur par pour avec est sont etait etre ai as ont il elle nous',
  'vous ils elles je tu me te se ce cette ces cet mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs lui',
  'ne pas plus quoi comment quand pourquoi au aux en y l d j qu n c m quel quelle quels quelles combien dont donc ni',
  'tout tous toute toutes tres chez sans sous entre apres avant etre peut puis peux dois doit faut faire fait y est ce',
  // Spanish, Italian and Portuguese
  'el los las lo una unos unas y o pero como para con por del al es son era ser soy esta estan ha han yo su mi sus',
  'se no que quien cuando donde muy mas cual cuales cuanto cuanta cuantos cuantas porque sin sobre entre hasta desde',
  'hay tengo tiene puedo puede debo debe ser fue este esta esto ese esa eso me te le les nos tu tus ya hacer il gli i uno di da e ma per con sono era essere ho hai che chi non piu o os as',
  'um uma do da dos das em no na com por para eu ele ela nos voce nao mais',
];

export const FUNCTION_WORDS: ReadonlySet<string> = new Set(WORDS.flatMap((line) => line.split(' ')));
