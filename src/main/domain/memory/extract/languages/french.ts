import type { LanguagePatterns } from '../language-patterns.ts';

const PEOPLE = {
  sœur: 'sister', soeur: 'sister', frère: 'brother', frere: 'brother', mère: 'mother', mere: 'mother', maman: 'mother',
  père: 'father', pere: 'father', papa: 'father', femme: 'wife', mari: 'husband', fille: 'daughter', fils: 'son',
  ami: 'friend', amie: 'friend', copine: 'girlfriend', copain: 'boyfriend', 'grand-mère': 'grandmother',
  'grand-père': 'grandfather', tante: 'aunt', oncle: 'uncle', cousin: 'cousin', cousine: 'cousin', chien: 'dog',
  chienne: 'dog', chat: 'cat', chatte: 'cat', lapin: 'rabbit', cheval: 'horse', patron: 'boss', voisin: 'neighbour',
}; // biome-ignore format: word by word
const W = `(?<w>${Object.keys(PEOPLE).join('|')})`;
const MY = '(?:mon|ma)';
const NOW = String.raw`(?:\s+(?:maintenant|actuellement|désormais|toujours|aussi|encore|depuis .+))*`;
const V = String.raw`(?<v>(?:la |le |les |l')?[\p{L}\d][\p{L}\d .'’-]*?)`;

export const FRENCH: LanguagePatterns = {
  isWritten:
    /(?<!\p{L})(?:je|j'|j’|suis|mon|ma|mes|m'appelle|m’appelle|habite|souviens|rappelle|retiens|oublie|n'oublie|c'est|sœur|frère)(?!\p{L})|(?<!\p{L})(?:j|m)['’]\p{L}/iu,
  sentenceEnd: /[^.!?\n]+[.!?]*/gu,
  unreal:
    /(?<!\p{L})(?:si|imagine|imaginons|supposons|disons que|faisons semblant|serais|voudrais|aimerais|habiterais|peut-être|rêvé|dit que|disait|raconte que|pense que|traduis|blague|plaisante|rigole)(?!\p{L})|^(?:est-ce|où|comment|qui|quand|pourquoi|quel|quelle|qu'est)(?!\p{L})/iu,
  preamble:
    /^(?:(?:bonjour|salut|coucou|hello|bonsoir|alors|et|oui|non|au fait|tu sais|en fait|ah|oh|tomo|eh bien|donc)[,\s!]+)+/iu,
  people: PEOPLE,
  forms: [
    {
      relation: 'name',
      form: /^(?:je m'appelle|mon (?:nom|prénom) est|mon (?:nom|prénom) c'est|appelle-moi|on m'appelle|tu peux m'appeler|moi c'est) (?<v>\p{L}[\p{L}'-]*(?: \p{Lu}[\p{L}'-]*)?)$/iu,
    },
    { relation: 'name', form: /^(?:Je|je) suis (?<v>\p{Lu}[\p{L}-]+)$/u },
    { relation: 'age', form: /^j'ai (?<v>\d{1,3}) ans$/iu },
    {
      relation: 'age',
      form: new RegExp(`^${MY} ${W}(?: (?<n>\\p{L}[\\p{L}-]+))? a (?<v>\\d{1,3}) ans$`, 'iu'),
    },
    {
      relation: 'lives_in',
      ends: true,
      form: new RegExp(`^je n'habite plus (?:à|en|au|aux|dans) ${V}$`, 'iu'),
    },
    {
      relation: 'lives_in',
      form: new RegExp(
        `^(?:j'habite|je vis|j'ai déménagé|je viens de déménager)${NOW} (?:à|en|au|aux) ${V}${NOW}$`,
        'iu',
      ),
    },
    {
      relation: 'lives_in',
      form: new RegExp(
        `^${MY} ${W}(?: (?<n>\\p{L}[\\p{L}-]+))? (?:habite|vit|a déménagé|vient de déménager)${NOW} (?:à|en|au|aux) ${V}${NOW}$`,
        'iu',
      ),
    },
    {
      relation: 'lives_in',
      form: new RegExp(`^(?<n>\\p{L}[\\p{L}-]+) (?:habite|vit)${NOW} (?:à|en|au|aux) ${V}${NOW}$`, 'iu'),
    },
    {
      relation: 'comes_from',
      form: new RegExp(`^je (?:viens|suis originaire) (?:de la |de |du |d'|des )${V}$`, 'iu'),
    },
    { relation: 'called', form: new RegExp(`^${MY} ${W} s'appelle (?<v>\\p{L}[\\p{L}-]+)$`, 'iu') },
    {
      relation: 'called',
      form: new RegExp(`^j'ai une? ${W} (?:qui s'appelle|nommée?|appelée?) (?<v>\\p{L}[\\p{L}-]+)$`, 'iu'),
    },
    {
      relation: 'works_as',
      form: /^je (?:travaille comme|suis) (?<v>(?:professeur|prof|infirmière?|médecin|ingénieure?|développeuse|développeur|étudiante?|avocate?|boulanger|boulangère|cuisinière?|journaliste|architecte|enseignante?|musicienne?|comptable|vendeuse|vendeur)(?: .{0,20})?)$/iu,
    },
    { relation: 'works_at', form: /^je travaille (?:chez|pour) (?<v>\p{L}[\p{L}\d .&-]{1,40})$/iu },
    {
      relation: 'allergic_to',
      form: /^je suis (?:très |gravement )?allergique (?:à la |à l'|à |au |aux )(?<v>.{2,40})$/iu,
    },
    {
      relation: 'dislikes',
      form: /^(?:je n'aime pas|je n'aime plus|je déteste|j'aime pas|je hais)(?: (?:du tout|trop|vraiment))? (?<v>.{2,40})$/iu,
    },
    {
      relation: 'likes',
      form: /^(?:j'aime|j'adore|je préfère)(?: (?:bien|beaucoup|vraiment|trop))? (?<v>.{2,40}?)(?: beaucoup)?$/iu,
    },
    { relation: 'favourite', about: 'colour', form: /^ma couleur préférée (?:est|c'est) (?<v>.{2,40})$/iu },
    { relation: 'favourite', about: 'food', form: /^mon plat préféré (?:est|c'est) (?<v>.{2,40})$/iu },
  ],
  remember:
    /^(?:s'il te plaît,? )?(?:souviens-toi|rappelle-toi|retiens|n'oublie pas|note)(?: bien)?(?:\s*[:,]\s*|\s+)(?:que |qu')?(?<v>.+)$/isu,
  forget: /^(?:oublie|efface) (?:que |qu')(?<v>.+)$/iu,
  empty:
    /^(?:toi|te|moi|ça|cela|le|la|les|lui|elle|tout|rien|pas|quand|comment|que|qu'.*|tes .*|ta .*|ton .*|ici|là|la maison|fatiguée?|contente?|désolée?)$/iu,
  hasCapitals: true,
};
