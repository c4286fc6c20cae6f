import type { Memory } from '../memory.ts';

/** How much a memory matters for a message; the parts add up to 1. */
const RELEVANCE_WEIGHT = 0.65;
const IMPORTANCE_WEIGHT = 0.2;
const RECENCY_WEIGHT = 0.15;
const HALF_LIFE_MS = 60 * 24 * 60 * 60 * 1000;
/** Below this a memory has nothing to do with what was said. */
const RELEVANCE_MIN = 0.2;
/** Asks about what was, so that what no longer holds matters too. */
const ASKS_PAST =
  /\b(?:used to|before|previously|formerly|earlier|back then|did i|was my|were my|früher|damals|vorher|avant|autrefois|antes)\b|以前|昔|まえ/iu;

export interface Relevant {
  memory: Memory;
  /** Of the search, from 0 to 1. */
  relevance: number;
}

/** The memories that matter for a message, the most important first. */
export function rankMemories(found: readonly Relevant[], text: string, nowMs: number): Memory[] {
  const pastToo = ASKS_PAST.test(text);
  return found
    .filter(({ memory, relevance }) => memory.pinned || relevance >= RELEVANCE_MIN)
    .filter(({ memory }) => memory.validToMs === null || pastToo)
    .map(({ memory, relevance }) => {
      const recency = 0.5 ** (Math.max(0, nowMs - memory.createdAtMs) / HALF_LIFE_MS);
      const score =
        RELEVANCE_WEIGHT * relevance + IMPORTANCE_WEIGHT * memory.importance + RECENCY_WEIGHT * recency;
      return { memory, score: memory.pinned ? score + 0.1 : score };
    })
    .sort((a, b) => b.score - a.score)
    .map(({ memory }) => memory);
}
