import type { RelationName } from '../wording/relations.ts';

/** Words by which one asks for what a relation tells, in the languages that memories are read from. */
export interface QuestionCue {
  asks: RegExp;
  relations: readonly RelationName[];
  /** What the relation is told of must be in the question, too. */
  needsAbout?: true;
}

export const QUESTION_CUES: readonly QuestionCue[] = [
  {
    asks: /\bfavou?rite|\bfavs?\b|liebst|lieblings|préféré|favorit[oa]|preferid[oa]|一番好き|好きな(?!もの|こと)|最喜欢的/iu,
    relations: ['favourite'],
    needsAbout: true,
  },
  {
    asks: /\bwhere\b.*\b(?:from|born|grow up|grew up|raised)\b|\bhome ?town\b|woher|geboren|d'où|originaire|de dónde|出身|来自|哪里人|\bwhich country\b.*\bfrom\b/iu,
    relations: ['comes_from', 'grew_up_in', 'born_in', 'nationality'],
  },
  {
    asks: /\b(?:job|work|works|working|profession|occupation|employer|company|for a living)\b|\bwhat (?:do|does) (?:i|my [\p{L} ]+|\p{Lu}\p{L}+|she|he) do\b|beruf|arbeit|métier|travail|trabaj|profesión|仕事|職業|働|工作|职业|上班/iu,
    relations: ['works_as', 'works_at', 'works_in'],
  },
  {
    asks: /\b(?:live|lives|living|reside|based|moved?)\b|\bwhich (?:city|town|country)\b|wohn|leb(?:e|st|t)\b|habit|\bvi[ts]\b|viv[eo]|住|引っ越/iu,
    relations: ['lives_in', 'home'],
  },
  {
    asks: /\b(?:name|names|called|call)\b|\bwho am i\b|heiß|heiss|\bname\b|appel|\bnom\b|prénom|llam|nombre|名前|叫什么|叫啥|名字|谁/iu,
    relations: ['name', 'called'],
  },
  {
    asks: /\bhow old\b|\bage\b|wie alt|quel âge|cuántos años|何歳|いくつ|几岁|多大|多少岁/iu,
    relations: ['age'],
  },
  {
    asks: /\bbirthday\b|\bb-?day\b|when\b.*\bborn\b|geburtstag|anniversaire|cumpleaños|誕生日|生日/iu,
    relations: ['birthday', 'born_in'],
  },
  {
    asks: /allerg|alérg|アレルギー|过敏/iu,
    relations: ['allergic_to'],
  },
  {
    asks: /\b(?:eat|eats|food|diet|cook|dinner|meal)\b|\bessen\b|manger|comer|食べ|吃/iu,
    relations: ['does_not_eat', 'allergic_to', 'state'],
  },
  { asks: /\b(?:drink|drinks|alcohol)\b|trinke|boire|beber|飲|喝/iu, relations: ['does_not_drink'] },
  {
    asks: /\b(?:hate|hates|dislike|dislikes|not like|don't like|dont like|can't stand)\b|hasse|mag .*nicht|déteste|n'aime|odio|no .*gusta|嫌い|苦手|讨厌|不喜欢/iu,
    relations: ['dislikes'],
  },
  {
    asks: /\b(?:like|likes|love|loves|enjoy|enjoys|hobby|hobbies|into|interests?)\b|\bmag(?:st)?\b|gern|hobb|aime|adore|gusta|encanta|好き|趣味|喜欢|爱好/iu,
    relations: ['likes', 'plays', 'habit'],
  },
  { asks: /\b(?:afraid|scared|fear|fears|phobia)\b|angst|peur|miedo|怖|怕/iu, relations: ['fears'] },
  {
    asks: /\bwhere\b|\bwo\b|\boù\b|dónde|どこ|哪里|哪儿/iu,
    relations: ['keeps'],
    needsAbout: true,
  },
  {
    asks: /\b(?:when|what time|which day|what day|date)\b|wann|quand|cuándo|いつ|什么时候|几点/iu,
    relations: ['event', 'plan'],
    needsAbout: true,
  },
  {
    asks: /\b(?:plans?|planned|tomorrow|tonight|next week|weekend|coming up|appointments?)\b|vor(?:habe|hast)?|termin|projets|planes|予定|计划/iu,
    relations: ['plan', 'event', 'reminder'],
  },
  { asks: /\b(?:remind|reminders?|to ?do)\b|erinner|rappel|recuérd|思い出|提醒/iu, relations: ['reminder'] },
  {
    asks: /\bpromised?\b|versproch|promis|prometi|約束|答应|承诺/iu,
    relations: ['promised', 'was_promised'],
  },
  {
    asks: /\b(?:married|single|engaged|divorced|relationship|partner)\b|verheiratet|marié|casad[oa]|結婚|结婚/iu,
    relations: ['partner_state'],
  },
  {
    asks: /\b(?:speak|speaks|languages?)\b|sprich|sprech|sprache|parle|langue|idioma|hablo|話せ|言語|语言/iu,
    relations: ['speaks', 'learns'],
  },
  {
    asks: /\b(?:learn|learning|study|studying|studies)\b|lern|studier|apprend|étudie|estudi|勉強|学习/iu,
    relations: ['learns', 'studies'],
  },
  { asks: /\b(?:play|plays|instruments?)\b|spiel|joue|toco|juego|弾|演奏/iu, relations: ['plays'] },
  {
    asks: /\b(?:goals?|dreams?|want|wants|resolution)\b|traum|ziel|rêve|sueño|夢|目標|梦想/iu,
    relations: ['wants_to', 'learns'],
  },
  {
    asks: /\b(?:have|has|own|owns|drive|pets?|siblings|children|kids)\b|habe|haustier|animal|tengo|mascota|飼|养/iu,
    relations: ['has', 'has_relative', 'called'],
  },
];
