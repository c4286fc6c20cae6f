/** The languages in which a message of this kind is recognised; also those that the starter model speaks. */
export type CrisisLanguage = 'en' | 'de' | 'fr' | 'es' | 'ja' | 'zh';

/** Whose life it is about. */
export type Crisis = { language: CrisisLanguage; about: 'self' | 'other' };

const NOT = "(?:do not|dont|don'?t|didnt|didn'?t|cannot|cant|can'?t|wont|won'?t|never)";
const WANT =
  "(?:want|wanna|wanted|wish|like|plan|planning|going|gonna|need|try|tried|trying|thinking|think|thought|ready|about|decided|might|could|should|will|ill|i'?ll|gotta|have)";
const NEAR = '(?:\\W+\\w+){0,4}?\\W+';
const ENDING = '(?:an?y ?more|any longer|(?:on|in) this (?:world|earth|planet)|at all)';

const OF_ONESELF: Readonly<Record<CrisisLanguage, readonly RegExp[]>> = {
  en: [
    /\bsuicidal\b(?! (?:squad|tendencies))/,
    /\b(?:commit|committing|commited|committed|attempt\w*|consider\w*|think\w*|thought|plan\w*|want|wanna|about|of|contemplat\w*)\W+(?:\w+\W+){0,2}suicide\b(?! (?:squad|prevention|note from|rate))/,
    /\bmy (?:own )?suicide\b/,
    /\b(?:kill|killing|end|ending|hang|hanging|shoot|shooting|drown|drowning|cut|cutting|hurt|hurting|harm|harming|poison|poisoning|burn|burning) (?:my ?self|me self|meself)\b(?! (?:laughing|off|a |an |some|shaving|while|when|on the (?:stove|oven|iron)|at (?:work|football|the gym)|playing|cooking|short|slack|loose|in the kitchen))/,
    /\b(?:kms|unalive(?: my ?self)?|self ?-?harm(?:ing|ed)?|off my ?self|offing my ?self)\b/,
    /\b(?:end|ending|take|taking|took) (?:it all|my (?:own )?life|this life|things for good)\b/,
    new RegExp(
      `\\b${WANT}${NEAR}(?:die|be dead|stop existing|cease to exist|end it|disappear forever|not be alive|not exist)\\b(?! (?:laughing|of (?:laughter|embarrassment|shame|boredom|curiosity|hunger|thirst|heat)|for (?:a|an|some|that|this)|on|here with|rich|my hair|hard|harder|in (?:the game|game|mario|minecraft|fortnite|this level)))`,
    ),
    /\bi (?:just )?(?:wish|wished) (?:that )?(?:i (?:was|were|would be|could be|had been) (?:dead|gone forever|never born|not alive)|i (?:had never been|was never|were never|wasnt|wasn'?t) born|i (?:did not|didnt|didn'?t|wouldnt|wouldn'?t|could not|couldnt|couldn'?t) (?:exist|wake up|be alive))/,
    new RegExp(
      `\\b${NOT}(?: really| even| just)? (?:want|wanna|wish|see (?:a|any) (?:point|reason|sense))(?: to| in)? (?:live|living|be alive|being alive|exist|existing|wake up(?: (?:again|tomorrow|${ENDING}))?(?:$|[.!?,])|go on(?: (?:living|like this|${ENDING}))?)(?! (?:in|with|at|there|near|on (?:the|a)|alone|together|abroad|here in)\\b)`,
    ),
    new RegExp(
      `\\b${NOT}(?: really| even| just)? (?:want|wanna) (?:to )?be (?:here|around|on this (?:earth|planet)|in this world) ?${ENDING}`,
    ),
    new RegExp(
      `\\b(?:cant|can'?t|cannot) (?:go on|live like this|take (?:this|life|living)|do (?:this|life)|keep (?:going|living)|bear (?:this|life|living)) ?${ENDING}(?! (?:homework|job|exercise|work|maths?|puzzle|level))`,
    ),
    /\b(?:no|any|a) (?:reason|point|sense|use)(?: left)? (?:to|in|for me to) (?:live|living|go(?:ing)? on|be(?:ing)? alive|exist(?:ing)?|stay(?:ing)? alive)\b/,
    /\b(?:nothing|not much) (?:left )?(?:to live for|worth living for)\b/,
    /\blife (?:is ?n'?t|is not|isnt|aint|ain'?t|not) worth (?:living|it)\b/,
    /\b(?:better off|happier|easier|better) (?:without me|if i (?:was|were|wasnt|wasn'?t|weren'?t) (?:dead|gone|here|around|alive|not here))\b/,
    /\b(?:i am|im|i'?m|i was) (?:so |really |very )?(?:tired of|sick of|done with|fed up with|finished with) (?:living|life|being alive|existing)\b(?! (?:with|in|at|alone|here|near|out of))/,
    /\b(?:jump(?:ing)?|leap(?:ing)?) (?:off|from|in front of) (?:a |the |my |an )?(?:bridge|building|roof|cliff|balcony|train|window)\b/,
    /\b(?:overdos(?:e|ing) on|overdose my ?self|(?:take|took|taking|swallow\w*) (?:all|the whole box of|a bunch of|too many) (?:of )?(?:my |the )?(?:pills|tablets|meds|sleeping pills))\b/,
    /\b(?:i|it) (?:think|feel|feels) (?:like )?(?:it would be|it'?d be|i'?d be|i would be) better (?:if i (?:was|were) )?dead\b/,
    /\b(?:sleep and never wake up|never wake up again|not wake up (?:tomorrow|again|any ?more))\b/,
    /\b(?:goodbye|farewell) (?:note|letter) (?:to|for) (?:my|every)/,
    /\bgoodbye,? (?:cruel )?world\b/,
    /\b(?:cant|can'?t|cannot) go on living\b/,
    /\b(?:nobody|no one|noone) would (?:even )?(?:miss me|care|notice) if i (?:was|were|am|died|disappeared)\b/,
    /\bwant (?:it|it all|everything|this all|all of it) to (?:just )?(?:stop|end|be over)\b(?! (?:raining|snowing|loading))/,
  ],
  de: [
    /\b(?:suizid|selbstmord|selbstmordgedanken|suizidal|freitod)\b(?! ?(?:squad|rate|pravention|praevention))/,
    /\b(?:mich|mir) (?:selbst )?(?:um(?:zu)?bringen|toten|zu toten|toete|toeten|erhangen|erschiessen|ritzen|zu ritzen|verletzen|zu verletzen|das leben (?:zu )?nehmen|etwas an(?:zu)?tun|was an(?:zu)?tun)\b/,
    /\b(?:ich )?bring(?:e)? mich (?:noch )?um\b(?! vor lachen)/,
    /\bich ritze mich\b/,
    /\b(?:will|mochte|moechte|wurde|wuerde|wollte) (?:\w+ ){0,3}(?:sterben|tot sein|nicht mehr (?:leben|da sein|existieren|aufwachen|hier sein|weiterleben|weitermachen)|fur immer (?:schlafen|verschwinden)|nie (?:mehr|wieder) aufwachen)\b(?! vor (?:lachen|scham|langeweile))/,
    /\bnicht mehr (?:leben|weiterleben|aufwachen)\b/,
    /\b(?:ware|waere|war) (?:ich )?(?:doch |lieber |am liebsten |besser )*(?:tot|nie geboren|nicht mehr (?:da|hier))\b/,
    /\b(?:kein(?:en)? (?:sinn|grund)) (?:mehr )?(?:zu leben|im leben|weiterzuleben|am leben)\b/,
    /\b(?:lebensmude|lebensmuede|des lebens mude)\b/,
    /\b(?:halte|schaffe|ertrage) (?:das leben|es|das alles|das) (?:alles )?nicht mehr(?: aus)?$/,
    /\b(?:ohne mich) (?:\w+ ){0,3}(?:besser dran|besser|glucklicher)\b/,
    /\b(?:von der brucke|vom dach|vor (?:den|einen) zug) (?:springen|werfen)\b/,
  ],
  fr: [
    /\b(?:suicide|suicider|suicidaire|me suicider)\b(?! squad)/,
    /\b(?:me (?:tuer|pendre|fais du mal|faire du mal|mutiler|scarifier|foutre en l'?air|jeter (?:d'?un pont|sous un train))|m'?ouvrir les veines|mettre fin a mes jours|en finir(?: avec (?:la vie|tout|ma vie))?)\b(?! avec (?:ce|cet|cette|mes devoirs|le))/,
    /\b(?:veux|voudrais|envie de|prefere|aimerais|voulais) (?:\w+ ){0,2}(?:mourir|disparaitre(?: pour toujours)?|etre morte?|crever)\b(?! de (?:rire|honte|faim|soif|chaud))/,
    /\b(?:plus envie de (?:vivre|me reveiller|etre la|continuer a vivre)|(?:veux|peux) plus (?:vivre|continuer a vivre|etre la|me reveiller))\b/,
    /\b(?:plus (?:aucune )?raison de vivre|aucune raison de vivre|vie ne vaut (?:plus|pas)|fatiguee? de vivre|marre de (?:vivre|la vie))\b/,
    /\b(?:mieux sans moi|serais mieux morte?|aurais pas du naitre|jamais etre nee?)\b/,
  ],
  es: [
    /\b(?:suicidio|suicidarme|suicidar|suicida)\b(?! (?:squad|escuadron))/,
    /\bme (?:quiero|voy a) (?:matar|morir|suicidar)\b(?! de (?:risa|verguenza|hambre|sed|calor))/,
    /\bme (?:hago|hice|hacia) dano\b(?! (?:en|con) )/,
    /\b(?:matarme|ahorcarme|cortarme las venas|autolesion\w*|hacerme dano|lastimarme|quitarme la vida|acabar con mi vida|acabar con todo|terminar con todo|tirarme (?:de|desde|por) (?:un|una|el|la) (?:puente|ventana|balcon|edificio|azotea))\b/,
    /\b(?:quiero|quisiera|deseo|ganas de|gustaria|prefiero|queria) (?:\w+ ){0,2}(?:morir|morirme|estar muert[oa]|desaparecer(?: para siempre)?|dejar de (?:existir|vivir))\b(?! de (?:risa|verguenza|hambre|sed|calor))/,
    /\bno (?:quiero|puedo|tengo ganas de|deseo) (?:\w+ )?(?:vivir|seguir viviendo|despertar(?:me)?|existir|estar aqui mas|seguir con vida)\b(?! (?:en|con|alli|solo|sola|lejos)\b)/,
    /\b(?:no tengo (?:razon|razones|motivo|motivos) para vivir|la vida no vale|cansad[oa] de vivir|harto de vivir|harta de vivir)\b/,
    /\b(?:mejor (?:sin mi|muert[oa])|ojala (?:no hubiera nacido|estuviera muert[oa]|no despertara))\b/,
  ],
  ja: [
    /(?:死にたい|しにたい|死のう(?:かな|と思)|自殺|自○|消えたい|消えてしまいたい|消えてなくなりたい|生きていたくない|生きたくない|生きるのが(?:つらい|辛い|嫌|いや)|生きて(?:い)?るのが(?:つらい|辛い|嫌|いや)|生きてる(?:意味|価値)が?(?:ない|無い)|生きている(?:意味|価値)が?(?:ない|無い)|もう生き(?:られ|てい(?:け|られ))ない|リストカット|リスカ|自傷|首を吊|飛び降り(?:たい|よう)|目が?覚め(?:なければ|なきゃ)いい|いなくなりたい|死んだ(?:ほう|方)が(?:まし|いい|楽)|終わりにしたい)/,
  ],
  zh: [
    /(?:想死(?!你|我了吧)|不想活|活不下去|不想再活|自杀|自殺|轻生|輕生|结束(?:我的|自己的)?生命|結束(?:我的|自己的)?生命|自残|自殘|自伤|割腕|跳楼|跳樓|上吊|活着(?:没|沒)(?:有)?(?:意思|意义|意義)|活著(?:没|沒)(?:有)?(?:意思|意义|意義)|没有活下去的(?:理由|意义)|伤害(?:我)?自己|傷害(?:我)?自己|死了算了|死了就好|不如死了|想消失|不想醒来|不想醒來|了结(?:自己|这一切)|解脱(?:了)?算了)/,
  ],
};

const OF_SOMEBODY_ELSE: Readonly<Record<CrisisLanguage, readonly RegExp[]>> = {
  en: [
    /\b(?:kill|killing|hurt|hurting|harm|harming|cut|cutting|hang|hanging) (?:him ?self|her ?self|them ?sel(?:f|ves))\b/,
    /\b(?:he|she|they|friend|brother|sister|mother|father|mom|mum|dad|son|daughter|wife|husband|partner|boyfriend|girlfriend|colleague|cousin)\b(?:\W+\w+){0,4}\W+(?:wants?|wanted|trying|tried|going|threatens|threatened) to (?:die|end (?:it all|his|her|their))\b/,
  ],
  de: [
    /\b(?:er|sie|freund|freundin|bruder|schwester|mutter|vater|sohn|tochter)\b[^.!?]{0,80}\b(?:sich (?:umbringen|toten|das leben nehmen)|will (?:sterben|nicht mehr leben))\b/,
  ],
  fr: [
    /\b(?:il|elle|ami|amie|copain|copine|frere|soeur|mere|pere|fils|fille)\b[^.!?]{0,80}\b(?:se (?:tuer|suicider|faire du mal)|veut (?:mourir|en finir))\b/,
  ],
  es: [
    /\b(?:el|ella|amigo|amiga|hermano|hermana|madre|padre|hijo|hija|novio|novia)\b[^.!?]{0,80}\b(?:(?:quiere|intento|va a) (?:matarse|suicidarse|morir|hacerse dano))\b/,
  ],
  ja: [
    /(?:友達|友人|彼氏|彼女|家族|弟|妹|兄|姉|母|父|息子|娘)[がは][^。]{0,40}(?:死にたい|自殺|リストカット|自傷)/,
  ],
  zh: [
    /(?:朋友|男友|女友|他|她|家人|弟弟|妹妹|哥哥|姐姐|妈妈|爸爸|儿子|女儿)[^。]{0,40}(?:想死|不想活|自杀|轻生|自残|割腕)/,
  ],
};

/** What is said about films, games, news or in jest, and is no call for help. */
const HARMLESS =
  /suicide squad|suicidal tendencies|自殺島|自杀小队|suicide prevention (?:day|week|poster)|(?:book|film|movie|song|series|episode|novel|essay|article) about suicide/;

/**
 * Whether a message says that somebody thinks of killing or hurting themselves. It is made to miss nothing that is
 * said plainly, in several languages and with typing mistakes; it would rather ask once too often.
 */
export function findCrisis(message: string): Crisis | null {
  const text = plain(message);
  if (HARMLESS.test(text)) return null;
  for (const [about, phrases] of [
    ['other', OF_SOMEBODY_ELSE],
    ['self', OF_ONESELF],
  ] as const) {
    for (const language of Object.keys(phrases) as CrisisLanguage[]) {
      if (phrases[language].some((phrase) => phrase.test(text))) return { language, about };
    }
  }
  return null;
}

/** In small letters without accents, with the usual mistakes in the words that matter put right. */
function plain(message: string): string {
  return message
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc`´]/g, "'")
    .replace(/ß/g, 'ss')
    .replace(/\s+/g, ' ')
    .replace(/([a-z])\1{2,}/g, '$1')
    .replace(/\bsu+[ie]+s?c+[iy]?d+e\b|\bsucide\b|\bsuicde\b|\bsuiside\b|\bsuicid\b/g, 'suicide')
    .replace(/\b(?:sucidal|suicidle|suicdal|suisidal)\b/g, 'suicidal')
    .replace(/\bki+l+ing\b|\bkiling\b/g, 'killing')
    .replace(/\bk(?:il|ll|i1l)\b/g, 'kill')
    .replace(/\b(?:mysef|myslef|mself|my self|myselff|msyelf)\b/g, 'myself')
    .replace(/\b(?:dye|diee|dei)\b(?= |$|[.!?])/g, 'die')
    .replace(/\b(?:anymor|anymroe|animore|any more)\b/g, 'anymore')
    .replace(/\b(?:liv|lieve|live[sd]?)\b(?= (?:anymore|any longer))/g, 'live')
    .trim();
}
