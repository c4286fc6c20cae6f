import { createHash } from 'node:crypto';

export interface Question {
  language: string;
  kind: string;
  text: string;
  /** That it is about; null where nothing answers it. */
  document: string | null;
  /** Each stands in a sentence that answers it. */
  answers: string[];
  helps: string[];
  /** Not to be tuned on. */
  heldOut: boolean;
}

/** Reads the questions of one language; the README says how they are written. */
export function readQuestions(text: string, language: string): Question[] {
  const questions: Question[] = [];
  let document: string | null = null;
  for (const line of text.split('\n').map((line) => line.trim())) {
    if (line === '') continue;
    const sign = line.slice(0, 2);
    const rest = line.slice(2).trim();
    const last = questions.at(-1);
    if (sign === '# ') {
      document = rest;
    } else if (sign === '= ' || sign === '- ') {
      if (last === undefined) throw new Error(`An answer without a question: ${line}`);
      (sign === '= ' ? last.answers : last.helps).push(rest);
    } else {
      const [, kind, asked] = /^(\w+): (.+)$/.exec(line) ?? [];
      if (kind === undefined || asked === undefined) throw new Error(`Neither kind nor question: ${line}`);
      questions.push({
        language,
        kind,
        text: asked,
        document: kind === 'none' ? null : document,
        answers: [],
        helps: [],
        heldOut: isHeldOut(asked),
      });
    }
  }
  const open = questions.find(({ kind, answers }) => (kind === 'none') !== (answers.length === 0));
  if (open !== undefined) throw new Error(`Answered or not? ${open.text}`);
  return questions;
}

function isHeldOut(text: string): boolean {
  return (createHash('sha256').update(text).digest()[0] ?? 0) % 3 === 0;
}
