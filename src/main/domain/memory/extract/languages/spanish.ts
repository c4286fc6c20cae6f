import type { LanguagePatterns } from '../language-patterns.ts';

const PEOPLE = {
  hermana: 'sister', hermano: 'brother', madre: 'mother', mamá: 'mother', padre: 'father', papá: 'father',
  mujer: 'wife', esposa: 'wife', marido: 'husband', esposo: 'husband', hija: 'daughter', hijo: 'son', amigo: 'friend',
  amiga: 'friend', novia: 'girlfriend', novio: 'boyfriend', abuela: 'grandmother', abuelo: 'grandfather', tía: 'aunt',
  tío: 'uncle', prima: 'cousin', primo: 'cousin', perro: 'dog', perra: 'dog', gato: 'cat', gata: 'cat',
  conejo: 'rabbit', caballo: 'horse', jefe: 'boss', jefa: 'boss', vecino: 'neighbour', vecina: 'neighbour',
}; // biome-ignore format: word by word
const W = `(?<w>${Object.keys(PEOPLE).join('|')})`;
const NOW = String.raw`(?:\s+(?:ahora|actualmente|todavía|también|ya|desde .+|hoy))*`;
const V = String.raw`(?<v>(?:la |el |los |las )?[\p{L}\d][\p{L}\d .'’-]*?)`;

export const SPANISH: LanguagePatterns = {
  isWritten:
    /(?<!\p{L})(?:yo (?=soy|vivo|tengo|me|trabajo)|mi|mis|vivo|soy|estoy|tengo|llamo|gustan?|encantan?|puedes|llámame|mudé|mudado|recuerda|olvida|olvides|acuérdate|hermana|hermano|odio|trabajo)(?!\p{L})|[¿¡ñ]/iu,
  sentenceEnd: /[^.!?\n]+[.!?]*/gu,
  unreal:
    /(?<!\p{L})(?:si|imagina|imaginemos|supongamos|digamos|finjamos|sería|viviría|quisiera|gustaría|ojalá|quizás|quizá|tal vez|soñé|dice que|dijo que|cree que|traduce|broma|bromeando)(?!\p{L})|^(?:¿|dónde|cómo|quién|cuándo|por qué|qué|cuál)/iu,
  preamble:
    /^(?:[¡\s]*(?:hola|buenas|buenos días|buenas tardes|bueno|pues|y|sí|no(?=,)|por cierto|sabes|oye|ah|oh|tomo|entonces)[,\s!]+)+/iu,
  people: PEOPLE,
  forms: [
    {
      relation: 'name',
      form: /^(?:yo )?(?:me llamo|mi nombre es|llámame|puedes llamarme|me llaman|todos me llaman) (?<v>\p{L}[\p{L}'-]*(?: \p{Lu}[\p{L}'-]*)?)$/iu,
    },
    { relation: 'name', form: /^(?:Yo s|yo s|S|s)oy (?<v>\p{Lu}[\p{L}-]+)$/u },
    { relation: 'age', form: /^(?:yo )?tengo (?<v>\d{1,3}) años$/iu },
    {
      relation: 'age',
      form: new RegExp(`^mi ${W}(?: (?<n>\\p{L}[\\p{L}-]+))? tiene (?<v>\\d{1,3}) años$`, 'iu'),
    },
    { relation: 'lives_in', ends: true, form: new RegExp(`^ya no vivo en ${V}$`, 'iu') },
    {
      relation: 'lives_in',
      form: new RegExp(`^(?:yo )?(?:ahora )?(?:vivo${NOW} en|me (?:he mudado|mudé) a) ${V}${NOW}$`, 'iu'),
    },
    {
      relation: 'lives_in',
      form: new RegExp(
        `^mi ${W}(?: (?<n>\\p{L}[\\p{L}-]+))? (?:vive${NOW} en|se (?:ha mudado|mudó) a) ${V}${NOW}$`,
        'iu',
      ),
    },
    {
      relation: 'lives_in',
      form: new RegExp(`^(?<n>\\p{L}[\\p{L}-]+) (?:ahora )?vive${NOW} en ${V}${NOW}$`, 'iu'),
    },
    { relation: 'comes_from', form: new RegExp(`^(?:yo )?(?:soy|vengo) de ${V}$`, 'iu') },
    { relation: 'called', form: new RegExp(`^mi ${W} se llama (?<v>\\p{L}[\\p{L}-]+)$`, 'iu') },
    {
      relation: 'called',
      form: new RegExp(`^tengo una? ${W} (?:que se llama|llamad[oa]) (?<v>\\p{L}[\\p{L}-]+)$`, 'iu'),
    },
    {
      relation: 'works_as',
      form: /^(?:yo )?(?:trabajo (?:como|de)|soy) (?<v>(?:profesora?|enfermer[oa]|médic[oa]|ingenier[oa]|desarrolladora?|estudiante|abogad[oa]|cociner[oa]|periodista|arquitect[oa]|maestr[oa]|músic[oa]|contable|camarer[oa]|programadora?)(?: .{0,20})?)$/iu,
    },
    { relation: 'works_at', form: /^(?:yo )?trabajo (?:en|para) (?<v>\p{Lu}[\p{L}\d .&-]{1,40})$/u },
    {
      relation: 'allergic_to',
      form: /^(?:yo )?(?:soy|tengo) (?:muy )?al[eé]rgi(?:c[oa]|a) a (?:la |el |los |las )?(?<v>.{2,40})$/iu,
    },
    { relation: 'dislikes', form: /^(?:a mí )?(?:no me gustan?(?: nada)?|odio|detesto) (?<v>.{2,40})$/iu },
    {
      relation: 'likes',
      form: /^(?:a mí )?(?:me (?:gustan?|encantan?)(?: mucho)?|adoro|prefiero) (?<v>.{2,40}?)(?: mucho)?$/iu,
    },
    {
      relation: 'favourite',
      about: 'colour',
      form: /^mi color (?:favorito|preferido) es (?:el )?(?<v>.{2,40})$/iu,
    },
    {
      relation: 'favourite',
      about: 'food',
      form: /^mi (?:comida|plato) (?:favorit[oa]|preferid[oa]) (?:es|son) (?<v>.{2,40})$/iu,
    },
  ],
  remember:
    /^(?:por favor,? )?(?:recuerda|acuérdate de|no olvides|no te olvides de|apunta)(?:\s*[:,]\s*|\s+)(?:que )?(?<v>.+)$/isu,
  forget: /^(?:olvida|borra) (?:que )(?<v>.+)$/iu,
  empty:
    /^(?:tú|ti|te|eso|esto|lo|la|ella|él|todo|nada|que|cuando|como|tu .*|aquí|allí|casa|cansad[oa]|content[oa]|bien)$/iu,
  hasCapitals: true,
};
