import type { LanguagePatterns } from '../language-patterns.ts';

const PEOPLE = {
  schwester: 'sister', bruder: 'brother', mutter: 'mother', mama: 'mother', vater: 'father', papa: 'father',
  frau: 'wife', mann: 'husband', tochter: 'daughter', sohn: 'son', freund: 'friend', freundin: 'friend',
  oma: 'grandmother', opa: 'grandfather', tante: 'aunt', onkel: 'uncle', cousine: 'cousin', cousin: 'cousin',
  chef: 'boss', chefin: 'boss', kollege: 'colleague', kollegin: 'colleague', hund: 'dog', hündin: 'dog', katze: 'cat',
  kater: 'cat', hase: 'rabbit', kaninchen: 'rabbit', pferd: 'horse', hamster: 'hamster',
}; // biome-ignore format: word by word
const W = `(?<w>${Object.keys(PEOPLE).join('|')})`;
const MY = `mein(?:e|en|er)?`;
const NOW = String.raw`(?:\s+(?:jetzt|nun|gerade|aktuell|inzwischen|mittlerweile|wieder|auch|schon|übrigens|seit .+|noch))*`;
const V = String.raw`(?<v>[\p{L}\d][\p{L}\d .'’-]*?)`;

export const GERMAN: LanguagePatterns = {
  isWritten:
    /(?<!\p{L})(?:ich|mein|meine|meinen|meiner|mir|mich|heiße|heisse|merk|vergiss|nicht|ist|wohne|wohnt)(?!\p{L})/iu,
  sentenceEnd: /[^.!?\n]+[.!?]*/gu,
  unreal:
    /(?<!\p{L})(?:wenn|falls|stell dir vor|angenommen|wäre|würde|hätte|könnte|vielleicht|wohl|träumte|geträumt|sagt|sagte|meint|meinte|erzählt|behauptet|übersetze|übersetz|spaß|scherz|tu so|spielen wir|wünschte)(?!\p{L})|^(?:wie|wo|was|wer|wann|warum|wohne ich|heiße ich|mag ich|weißt du|kennst du|hast du|bist du)(?!\p{L})/iu,
  preamble:
    /^(?:(?:hallo|hi|hey|guten (?:tag|morgen|abend)|servus|moin|also|und|ja|nein|übrigens|ach|oh|du|tomo|weißt du|naja|heute|seit gestern)[,\s]+)+/iu,
  people: PEOPLE,
  forms: [
    {
      relation: 'name',
      form: /^(?:ich heiße|ich heisse|mein name ist|mein name lautet|nenn mich|nenne mich|man nennt mich|alle nennen mich|ich bin (?:der|die)) (?<v>\p{L}[\p{L}'-]*(?: \p{Lu}[\p{L}'-]*)?)(?: .*)?$/iu,
    },
    { relation: 'name', form: /^ich bin (?<v>\p{Lu}\p{L}+)$/u },
    {
      relation: 'age',
      form: /^ich bin (?:jetzt |gerade |schon )?(?<v>\d{1,3})(?: jahre? alt| geworden)?$/iu,
    },
    {
      relation: 'age',
      form: new RegExp(`^${MY} ${W}(?: (?<n>\\p{Lu}[\\p{L}-]+))? ist (?<v>\\d{1,3})(?: jahre? alt)?$`, 'iu'),
    },
    { relation: 'lives_in', ends: true, form: new RegExp(`^ich (?:wohne|lebe) nicht mehr in ${V}$`, 'iu') },
    { relation: 'lives_in', form: new RegExp(`^ich (?:wohne|lebe)${NOW} in ${V}${NOW}$`, 'iu') },
    {
      relation: 'lives_in',
      form: new RegExp(
        `^ich bin (?:gerade |vor kurzem |letzte woche |neulich )?nach ${V} (?:gezogen|umgezogen)$`,
        'iu',
      ),
    },
    {
      relation: 'lives_in',
      form: new RegExp(
        `^(?:${MY} )${W}(?: (?<n>\\p{L}[\\p{L}-]+))?,? (?:wohnt|lebt)${NOW} in ${V}${NOW}$`,
        'iu',
      ),
    },
    {
      relation: 'lives_in',
      form: new RegExp(
        `^(?:${MY} )${W}(?: (?<n>\\p{L}[\\p{L}-]+))? ist (?:gerade |vor kurzem |letzte woche )?nach ${V} (?:gezogen|umgezogen)$`,
        'iu',
      ),
    },
    {
      relation: 'lives_in',
      form: new RegExp(`^(?<n>\\p{L}[\\p{L}-]+) (?:wohnt|lebt)${NOW} in ${V}${NOW}$`, 'iu'),
    },
    {
      relation: 'comes_from',
      form: new RegExp(`^ich (?:komme|stamme) (?:ursprünglich |eigentlich )?aus (?:der )?${V}$`, 'iu'),
    },
    {
      relation: 'called',
      form: new RegExp(`^${MY} ${W} (?:heißt|heisst|ist) (?<v>\\p{Lu}[\\p{L}-]+)$`, 'u'),
    },
    { relation: 'called', form: new RegExp(`^${MY} ${W} (?:heißt|heisst) (?<v>\\p{L}[\\p{L}-]+)$`, 'iu') },
    {
      relation: 'called',
      form: new RegExp(
        `^ich habe (?:einen?|zwei|drei) ${W},? (?:namens|die heißt|der heißt|(?:sie|er) heißt) (?<v>\\p{L}[\\p{L}-]+)$`,
        'iu',
      ),
    },
    { relation: 'works_as', form: /^ich (?:arbeite als|bin von beruf) (?<v>\p{L}[\p{L} -]{2,40})$/iu },
    { relation: 'works_at', form: /^ich arbeite (?:bei|für) (?<v>\p{L}[\p{L}\d .&-]{1,40})$/iu },
    { relation: 'allergic_to', form: /^ich bin (?:stark |sehr )?allergisch (?:gegen|auf) (?<v>.{2,40})$/iu },
    { relation: 'allergic_to', form: /^ich habe eine? (?<v>\p{L}+?)(?:-?allergie)$/iu },
    {
      relation: 'dislikes',
      form: /^ich (?:mag|liebe|trinke|esse) (?:kein(?:e|en)?|überhaupt kein(?:e|en)?) (?<v>.{2,40})$/iu,
    },
    {
      relation: 'dislikes',
      form: /^(?:ich mag (?<v>.{2,40}?) (?:nicht|gar nicht|überhaupt nicht)|ich hasse (?<v2>.{2,40}))$/iu,
    },
    { relation: 'dislikes', form: /^ich hasse (?<v>.{2,40})$/iu },
    {
      relation: 'likes',
      form: /^ich (?:mag|liebe) (?:sehr |total |am liebsten |besonders )?(?<v>.{2,40}?)(?: (?:sehr|total|gern|gerne|am liebsten))?$/iu,
    },
    {
      relation: 'likes',
      form: /^ich (?:trinke|esse|spiele|höre|lese) (?:sehr |total )?(?:gerne?|am liebsten) (?<v>.{2,40})$/iu,
    },
    { relation: 'favourite', about: 'food', form: /^mein lieblings(?:essen|gericht) ist (?<v>.{2,40})$/iu },
    { relation: 'favourite', about: 'colour', form: /^meine lieblingsfarbe ist (?<v>.{2,40})$/iu },
    { relation: 'favourite', about: 'film', form: /^mein lieblingsfilm ist (?<v>.{2,40})$/iu },
  ],
  remember:
    /^(?:bitte )?(?:merk(?:e)? dir|vergiss nicht|denk dran|denk daran|erinnere dich)(?: bitte| mal)?(?:\s*[:,]\s*|\s+)(?:dass |daran, dass )?(?<v>.+)$/isu,
  forget: /^(?:bitte )?(?:vergiss|lösche)(?: bitte)?(?: wieder)?,? (?:dass (?<v>.+)|(?<v2>mein.+))$/iu,
  empty:
    /^(?:dich|dir|mich|es|das|dies|sie|ihn|ihr|nicht|kein\p{L}*|müde|da|hier|zuhause|hause|ich|so|sehr|wirklich|okay|gut|krank|froh|traurig|alles|nichts|was|wie|einem .*haus|deine? .*)$/iu,
  hasCapitals: true,
};
