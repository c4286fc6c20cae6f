import { readFileSync } from 'node:fs';
import { NOTHING_KNOWN } from '../../src/main/domain/memory/extract/context.ts';
import { extractFacts } from '../../src/main/domain/memory/extract/extract-facts.ts';
import type { Subject } from '../../src/main/domain/memory/fact.ts';
import { tellFact } from '../../src/main/domain/memory/wording/tell-fact.ts';

export interface MemoryScore {
  messages: number;
  wanted: number;
  found: number;
  right: number;
  /** What went wrong, for people: each message with what is missing and what is too much. */
  mistakes: string[];
}

interface Case {
  before: string | null;
  message: string;
  wanted: string[];
}

const SAID_AT_MS = new Date(2026, 10, 21, 12).getTime();

/** How well the patterns find what the labelled messages of a language tell. */
export function scoreMemory(language: string): MemoryScore {
  const score: MemoryScore = { messages: 0, wanted: 0, found: 0, right: 0, mistakes: [] };
  for (const { before, message, wanted } of casesOf(language)) {
    const found = readMessage(message, before);
    const right = found.filter((memory) => wanted.includes(memory));
    score.messages += 1;
    score.wanted += wanted.length;
    score.found += found.length;
    score.right += right.length;
    const missing = wanted.filter((memory) => !found.includes(memory));
    const extra = found.filter((memory) => !wanted.includes(memory));
    if (missing.length + extra.length > 0) {
      score.mistakes.push(`${message} | missing: ${missing.join(' ')} | extra: ${extra.join(' ')}`);
    }
  }
  return score;
}

function readMessage(message: string, before: string | null): string[] {
  const recent =
    before === null ? [] : extractFacts(before, { ...NOTHING_KNOWN, saidAtMs: SAID_AT_MS }).facts;
  const known = new Map<string, Subject>();
  for (const { relation, subject, value } of recent) {
    if (relation === 'called') known.set(value.toLowerCase(), { ...subject, name: value });
  }
  const { facts, ended, forget } = extractFacts(message, { saidAtMs: SAID_AT_MS, known, recent });
  return [
    ...facts.map((fact) => `> ${tellFact(fact)}`),
    ...ended.map(({ relation, value }) => `- ${relation} ${value}`),
    ...forget.map(({ text }) => `? ${text}`),
  ];
}

function casesOf(language: string): Case[] {
  const cases: Case[] = [];
  let before: string | null = null;
  for (const line of readFileSync(new URL(`${language}.txt`, import.meta.url), 'utf8').split('\n')) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    if (text.startsWith('@')) before = text.slice(1).trim();
    else if (/^[>?-]/u.test(text)) {
      if (text.length > 2) cases.at(-1)?.wanted.push(text);
    } else {
      cases.push({ before, message: text, wanted: [] });
      before = null;
    }
  }
  return cases;
}
