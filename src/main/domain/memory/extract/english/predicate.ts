import type { Fact, Subject } from '../../fact.ts';

/** What a predicate tells; the subject is that of the clause unless it names another. */
export type Told = Pick<Fact, 'relation' | 'value'> &
  Partial<Pick<Fact, 'about' | 'happensAtMs' | 'confidence'>> & { subject?: Subject };

export interface Place {
  subject: Subject;
  saidAtMs: number;
}

/** A form that what is said of somebody may have, and what it tells; null for what only looks like it. */
export interface Predicate {
  form: RegExp;
  tell(match: Record<string, string | undefined>, place: Place): Told | Told[] | null;
}

/** @param form of the whole predicate, without regard to capitals */
export function predicate(form: string, tell: Predicate['tell']): Predicate {
  return { form: new RegExp(`^(?:${form})$`, 'isu'), tell };
}
