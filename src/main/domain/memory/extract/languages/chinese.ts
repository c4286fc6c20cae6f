import type { LanguagePatterns } from '../language-patterns.ts';

const PEOPLE = {
  姐姐: 'older sister', 妹妹: 'younger sister', 哥哥: 'older brother', 弟弟: 'younger brother', 妈妈: 'mother',
  母亲: 'mother', 爸爸: 'father', 父亲: 'father', 妻子: 'wife', 老婆: 'wife', 太太: 'wife', 丈夫: 'husband',
  老公: 'husband', 女儿: 'daughter', 儿子: 'son', 朋友: 'friend', 女朋友: 'girlfriend', 男朋友: 'boyfriend',
  奶奶: 'grandmother', 外婆: 'grandmother', 爷爷: 'grandfather', 外公: 'grandfather', 狗: 'dog', 猫: 'cat', 兔子: 'rabbit',
  老板: 'boss', 同事: 'colleague',
}; // biome-ignore format: word by word
const W = `(?<w>${Object.keys(PEOPLE)
  .sort((a, b) => b.length - a.length)
  .join('|')})`;
const MY = '我(?:的|家的?)?';
const NOW = '(?:现在|目前|已经|最近|一直|刚|刚刚)?';
const END = '(?:了|啊|呢|哦|的)?';

export const CHINESE: LanguagePatterns = {
  isWritten: /^(?=.*\p{Script=Han})(?!.*[\p{Script=Hiragana}\p{Script=Katakana}])/su,
  sentenceEnd: /[^。！？!?\n]+[。！？!?]*/gu,
  unreal:
    /如果|假如|要是|想象|假装|也许|可能|或许|他说|她说|有人说|听说|据说|梦见|开玩笑|翻译|吗$|什么|哪|谁|怎么|几岁|是不是|有没有|希望|想要/u,
  preamble:
    /^(?:(?:你好|您好|嗨|嘿|早上好|晚上好|对了|其实|顺便说一下|嗯|那个|告诉你|大家好)[，,、\s!！]*)+/u,
  people: PEOPLE,
  forms: [
    {
      relation: 'called',
      form: new RegExp(
        `^${MY}${W}(?:的名字)?(?:叫|名叫|名字叫|的名字是)(?:做)?(?<v>[^，。\\s]{1,8}?)${END}$`,
        'u',
      ),
    },
    {
      relation: 'called',
      form: new RegExp(`^我有(?:一)?(?:个|只|条|位)${W}(?:名?叫)(?<v>[^，。\\s]{1,8}?)${END}$`, 'u'),
    },
    {
      relation: 'name',
      form: new RegExp(
        `^(?:我(?:的名字)?(?:叫|名叫|叫做|的名字是|名字叫)|我的名字是|(?:你可以|请|大家都)?叫我)(?<v>[^，。\\s]{1,8}?)(?:吧|就好|就行|${END})$`,
        'u',
      ),
    },
    { relation: 'age', form: new RegExp(`^我(?:今年)?(?<v>\\d{1,3})岁${END}$`, 'u') },
    { relation: 'age', form: new RegExp(`^${MY}${W}(?:今年)?(?<v>\\d{1,3})岁${END}$`, 'u') },
    { relation: 'lives_in', ends: true, form: /^我(?:已经)?不(?:再)?住在(?<v>[^，。\s]{1,10}?)了?$/u },
    {
      relation: 'lives_in',
      form: new RegExp(
        `^${MY}${W}(?<n>[A-Za-z]+|[^住搬现目在已最一刚，。\\s]{1,3})?${NOW}(?:住在|搬到了?|搬去了?|住)(?<v>[^，。\\s]{1,10}?)${END}$`,
        'u',
      ),
    },
    {
      relation: 'lives_in',
      form: new RegExp(`^我${NOW}(?:住在|搬到了?|搬去了?)(?<v>[^，。\\s]{1,10}?)${END}$`, 'u'),
    },
    {
      relation: 'comes_from',
      form: new RegExp(`^我(?:是从|来自|是来自)(?<v>[^，。\\s]{1,10}?)(?:来)?${END}$`, 'u'),
    },
    {
      relation: 'works_as',
      form: new RegExp(
        `^我(?:的(?:工作|职业))?是(?:一名|一个|一位|个|名)?(?<v>医生|护士|老师|教师|学生|大学生|工程师|程序员|设计师|律师|厨师|会计|记者|司机|公务员|作家|画家)${END}$`,
        'u',
      ),
    },
    { relation: 'works_at', form: new RegExp(`^我在(?<v>[^，。\\s]{1,15}?)(?:上班|工作)${END}$`, 'u') },
    { relation: 'allergic_to', form: new RegExp(`^我对(?<v>[^，。\\s]{1,10}?)过敏${END}$`, 'u') },
    {
      relation: 'dislikes',
      form: new RegExp(`^我(?:很|非常|特别)?(?:不(?:太)?喜欢|讨厌|不爱)(?<v>[^，。\\s]{1,20}?)${END}$`, 'u'),
    },
    {
      relation: 'favourite',
      about: 'colour',
      form: new RegExp(`^我最喜欢的颜色是(?<v>[^，。\\s]{1,10}?)${END}$`, 'u'),
    },
    {
      relation: 'favourite',
      about: 'food',
      form: new RegExp(`^我最喜欢的(?:食物|菜|食品)是(?<v>[^，。\\s]{1,10}?)${END}$`, 'u'),
    },
    {
      relation: 'likes',
      form: new RegExp(`^我(?:很|非常|特别|最|也)?(?:喜欢|爱|喜爱)(?<v>[^，。\\s]{1,20}?)${END}$`, 'u'),
    },
  ],
  remember: /^(?:请|你要)?(?:记住|记得|别忘了|不要忘记|请记住)[，,：:]?(?<v>.+)$/u,
  forget: /^(?:请)?(?:忘了|忘记|忘掉)(?<v>我.+?)(?:这件事|吧)?$/u,
  empty: /^(?:你|您|它|他|她|这里|那里|这个|那个|你的.*|家里|家)$/u,
  hasCapitals: false,
};
