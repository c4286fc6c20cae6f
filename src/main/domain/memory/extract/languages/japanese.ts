import type { LanguagePatterns } from '../language-patterns.ts';

const PEOPLE = {
  姉: 'older sister', お姉ちゃん: 'older sister', 妹: 'younger sister', 兄: 'older brother', お兄ちゃん: 'older brother',
  弟: 'younger brother', 母: 'mother', お母さん: 'mother', 父: 'father', お父さん: 'father', 妻: 'wife', 夫: 'husband',
  娘: 'daughter', 息子: 'son', 友達: 'friend', 友人: 'friend', 彼女: 'girlfriend', 彼氏: 'boyfriend', 祖母: 'grandmother',
  おばあちゃん: 'grandmother', 祖父: 'grandfather', おじいちゃん: 'grandfather', 犬: 'dog', 猫: 'cat', うさぎ: 'rabbit',
  ハムスター: 'hamster', 上司: 'boss', 同僚: 'colleague',
}; // biome-ignore format: word by word
const W = `(?<w>${Object.keys(PEOPLE).join('|')})`;
const I = '(?:私|わたし|僕|ぼく|俺|おれ|あたし|うち)';
const MY = `(?:${I}の|うちの)?`;
const END = '(?:です|だ|だよ|ですよ|なんだ|なんです|よ|ね|んだ|んです)*';
const LIVE = '(?:住んで(?:い)?(?:ます|る)|暮らして(?:い)?(?:ます|る)|引っ越し(?:ました|た))';

export const JAPANESE: LanguagePatterns = {
  isWritten: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  sentenceEnd: /[^。！？!?\n]+[。！？!?]*/gu,
  unreal:
    /もし|たら|れば|想像|かもしれ|と言って|って言|だそう|らしい|みたい|夢で|冗談|翻訳|ふり(?:を|して)|ですか|ますか|(?:かな|の)$|とは|どこ|だれ|誰|いつ|なに|何(?!も)/u,
  preamble:
    /^(?:(?:こんにちは|こんばんは|おはよう|やあ|ねえ|あのね|実は|ちなみに|はじめまして|えっと|最近)[、,，\s!！]*)+/u,
  people: PEOPLE,
  forms: [
    {
      relation: 'called',
      form: new RegExp(`^${MY}${W}の名前は(?<v>[^。、\\s]{1,12}?)(?:と(?:いい|言い)ます|${END})$`, 'u'),
    },
    { relation: 'called', form: new RegExp(`^${MY}${W}は(?<v>[^。、\\s]{1,12}?)と(?:いい|言い)ます$`, 'u') },
    {
      relation: 'name',
      form: new RegExp(`^(?:${I}の)?名前は(?<v>[^。、\\s]{1,12}?)(?:と(?:いい|言い|申し)ます|${END})$`, 'u'),
    },
    {
      relation: 'name',
      form: new RegExp(
        `^(?:${I}は)?(?<v>[^。、\\sはがをに]{1,12}?)(?:と(?:いい|言い|申し)ます|って(?:いい|言い)ます|って呼んで(?:ください|ね)?|と呼んで(?:ください|ね)?)$`,
        'u',
      ),
    },
    { relation: 'age', form: new RegExp(`^(?:${I}は)?(?<v>\\d{1,3})(?:歳|才)${END}$`, 'u') },
    {
      relation: 'lives_in',
      ends: true,
      form: new RegExp(`^(?:${I}は)?もう(?<v>[^。、\\s]{1,12}?)には?住んで(?:い)?(?:ません|ない).*$`, 'u'),
    },
    {
      relation: 'lives_in',
      form: new RegExp(
        `^${MY}${W}(?:の(?<n>[^はが\\s]{1,10}))?(?:は|が)(?:今は?|現在)?(?<v>[^。、\\s]{1,12}?)(?:に|で)${LIVE}${END}$`,
        'u',
      ),
    },
    {
      relation: 'lives_in',
      form: new RegExp(`^(?:${I}は)?(?:今は?|現在)?(?<v>[^。、\\sはが]{1,12}?)(?:に|で)${LIVE}${END}$`, 'u'),
    },
    {
      relation: 'comes_from',
      form: new RegExp(
        `^(?:${I}は)?(?<v>[^。、\\sはが]{1,12}?)(?:の)?(?:出身|から来(?:ました|た))${END}$`,
        'u',
      ),
    },
    { relation: 'works_as', form: new RegExp(`^(?:${I}の)?仕事は(?<v>[^。、\\s]{1,15}?)${END}$`, 'u') },
    {
      relation: 'works_as',
      form: new RegExp(`^(?:${I}は)?(?<v>[^。、\\sはが]{1,12}?)として働いて(?:い)?(?:ます|る)${END}$`, 'u'),
    },
    {
      relation: 'works_as',
      form: new RegExp(
        `^${I}は(?<v>医者|看護師|教師|先生|学生|大学生|高校生|会社員|エンジニア|プログラマー|デザイナー|料理人|弁護士|公務員|主婦|漫画家|作家)${END}$`,
        'u',
      ),
    },
    {
      relation: 'allergic_to',
      form: new RegExp(
        `^(?:${I}は)?(?<v>[^。、\\sはが]{1,12}?)(?:の)?アレルギー(?:が(?:あり|有り)ます|がある|${END})$`,
        'u',
      ),
    },
    {
      relation: 'dislikes',
      form: new RegExp(
        `^(?:${I}は)?(?<v>[^。、\\sはが]{1,20}?)(?:が|は)(?:大)?(?:嫌い|苦手|好きじゃない|好きではありません)${END}$`,
        'u',
      ),
    },
    {
      relation: 'favourite',
      about: 'food',
      form: new RegExp(`^(?:${I}の)?(?:一番)?好きな(?:食べ物|料理)は(?<v>[^。、\\s]{1,20}?)${END}$`, 'u'),
    },
    {
      relation: 'favourite',
      about: 'colour',
      form: new RegExp(`^(?:${I}の)?(?:一番)?好きな色は(?<v>[^。、\\s]{1,20}?)${END}$`, 'u'),
    },
    {
      relation: 'likes',
      form: new RegExp(
        `^(?:${I}は)?(?<v>[^。、\\sはが]{1,20}?)が(?:とても|すごく|本当に)?(?:大)?好き${END}$`,
        'u',
      ),
    },
  ],
  remember:
    /^(?<v>.+?)(?:(?:という|って|と|の)?(?:こと)?を?)(?:覚えて(?:おいて)?|忘れないで)(?:ください|ね|ほしい)?$/u,
  forget: /^(?<v>.+?)(?:(?:という|って)?(?:こと)?を?)忘れて(?:ください|ね|ほしい)?$/u,
  empty: /^(?:あなた|君|それ|これ|あれ|ここ|そこ|元気|大丈夫|好き|嫌い|自分)$/u,
  hasCapitals: false,
};
