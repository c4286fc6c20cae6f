/** What answers say that do not answer, in the languages that the starter model speaks. */
const DECLINING =
  /\b(?:i (?:do not|don['’]t|can['’]?not|can['’]t|could not|couldn['’]t) (?:know|look (?:that|it) up|find|answer|help with|say)|i(?:['’]m| am) not sure|i have no (?:idea|information)|no idea\b|not (?:mentioned|in (?:my|the) (?:documents|notes)))|\b(?:das )?wei(?:ß|ss) ich (?:leider )?(?:noch )?nicht|ich wei(?:ß|ss) (?:es|das) (?:leider )?nicht|keine ahnung|dazu habe ich (?:leider )?nichts|\bje ne (?:le )?sais pas|aucune idée|\bno (?:lo )?sé(?!\p{L})|ni idea|no tengo (?:idea|información)|分かりません|わかりません|知りません|我不知道|不清楚|没有(?:相关)?信息/iu;

/** Whether an answer says that it has none, as far as its words tell. */
export function declines(answer: string): boolean {
  return DECLINING.test(answer);
}
