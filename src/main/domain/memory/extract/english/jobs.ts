import type { Predicate } from './predicate.ts';
import { valueIn } from './values.ts';
import { alternatives, JOBS } from './words.ts';

const JOB = new RegExp(String.raw`^(?:an?|the) (?:[\p{L}'-]+ ){0,3}?(?:${alternatives(JOBS)})$`, 'iu');

/** What somebody works as, `a nurse at the hospital`; null for what nobody is by profession. */
export function asJob(text: string): ReturnType<Predicate['tell']> {
  const [, job = '', where = ''] =
    /^(.+?)(?:\s+(?:at|for|in|with|by)\s+(.+))?$/isu.exec(
      text.replace(
        /\s*(?:,|\band (?:i|my|he|she)\b|\bwho\b|\bbut\b|\bnow\b|\bfor \d|\bby (?:trade|profession)\b|\btoo\b).*$/isu,
        '',
      ),
    ) ?? [];
  const value = valueIn(job.replace(/^the /iu, 'a '), 50) ?? job;
  if (
    !JOB.test(value) ||
    /^(?:a|an) (?:bad|good|great|terrible|better|real|true|big|horrible|huge|hopeless|fast|slow|bit|kind|hell) /iu.test(
      value,
    )
  )
    return null;
  const place = /^(?:the|my|a|heart|nature|day|night)\b/iu.test(where) ? null : valueIn(where, 40);
  const told = {
    relation: 'works_as' as const,
    value: value.replace(/^(An?)\b/u, (article) => article.toLowerCase()),
  };
  return place !== null && /(?:at|for)\s+\S+/iu.test(text) && !/\bin\b/iu.test(text)
    ? [told, { relation: 'works_at', value: place }]
    : told;
}
