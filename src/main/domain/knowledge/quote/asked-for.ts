/** What kind of answer a question wants, as far as its words tell. */
export type AskedFor = 'number' | 'time' | 'reason';

const WORDS: readonly (readonly [AskedFor, RegExp])[] = [
  [
    'time',
    /\b(?:when|how (?:long|often|soon|late)|what (?:time|day|date|year)|which day|until when|opening hours|wann|wie (?:lange|oft)|quand|combien de temps|quelle heure|cu[aá]ndo|cu[aá]nto (?:tiempo|tarda|dura)|qu[eé] hora)(?![\p{L}\p{N}])|いつ|何(?:時|分|日|年|月|曜)|什么时候|多久|几(?:点|天|年|月|分)|哪天/iu,
  ],
  [
    'number',
    /\b(?:how (?:many|much|far|old|big|large|tall|heavy|high|deep|expensive|fast|thick)|what (?:pressure|temperature|number|percentage)|cost|costs|price|fee|wie ?(?:viele?|hoch|schwer|alt|weit|gro(?:ß|ss)|teuer)|was kostet|combien|quel (?:montant|prix|âge|est le montant)|cu[aá]nt[oa]s?|cu[aá]l es el precio)(?![\p{L}\p{N}])|いくら|何(?:グラム|合|回|人|円|キロ|本|枚|個)|多少|几/iu,
  ],
  ['reason', /\b(?:why|warum|wieso|weshalb|pourquoi|por qu[eé])(?![\p{L}\p{N}])|なぜ|どうして|为什么/iu],
];

const NUMBER =
  /\p{N}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|quarter|hundred|thousand|once|twice|free|nothing|zwei|drei|vier|f[uü]nf|sechs|sieben|acht|neun|zehn|elf|zw[oö]lf|zwanzig|drei(?:ß|ss)ig|vierzig|halbe|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt|trente|quarante|demi|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|veinte|treinta|cuarenta|medio|mensualidad)\b|[一二三四五六七八九十百千两半]/iu;
const TIME =
  /\b(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|january|february|march|april|may|june|july|august|september|october|november|december|days?|weeks?|months?|years?|hours?|minutes?|seconds?|noon|midnight|morning|evening|night|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonntags?|januar|februar|märz|mai|juni|juli|oktober|dezember|tage?n?|wochen?|monate?n?|jahre?n?|stunden?|minuten?|uhr|jours?|semaines?|mois|ans?|années?|heures?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|d[ií]as?|semanas?|mes|meses|años?|horas?|minutos?|lunes|martes|miércoles|jueves|viernes|sábados?|domingos?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b|[月日時时分年天週周点夜朝晩]/iu;
const REASON =
  /\b(?:because|since|means|due to|so that|therefore|when|weil|damit|denn|wegen|parce|car|puisque|afin|à cause|porque|pues|para que|debido)\b|から|ので|ため|因为|所以|由于/iu;

/** @returns null where any sentence may answer */
export function askedFor(question: string): AskedFor | null {
  return WORDS.find(([, words]) => words.test(question))?.[0] ?? null;
}

/** Whether a sentence has what such a question wants. */
export function hasAskedFor(kind: AskedFor, sentence: string): boolean {
  if (kind === 'reason') return REASON.test(sentence);
  if (kind === 'time' && TIME.test(sentence)) return true;
  return NUMBER.test(sentence);
}
