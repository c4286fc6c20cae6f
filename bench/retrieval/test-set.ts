import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { markdownBlocks } from '../../src/main/domain/knowledge/read/formats/markdown.ts';
import { splitPassages } from '../../src/main/domain/knowledge/read/split-passages.ts';
import { type Question, readQuestions } from './read-questions.ts';

const HERE = import.meta.dirname;

/** A passage of one of the documents. */
export interface TestPassage {
  language: string;
  document: string;
  content: string;
  /** What is searched for it: its words and those of the headings above it. */
  searched: string;
}

export interface TestQuestion extends Question {
  /** By the passage's place in the list: 2 where it answers, 1 where it helps. Empty where nothing answers. */
  grades: ReadonlyMap<number, number>;
}

export interface TestSet {
  documentCount: number;
  passages: TestPassage[];
  questions: TestQuestion[];
}

/** @throws Error where a question names words that stand in no passage */
export async function readTestSet(languages?: readonly string[]): Promise<TestSet> {
  const passages: TestPassage[] = [];
  const questions: TestQuestion[] = [];
  let documentCount = 0;
  for (const language of languages ?? (await readdir(join(HERE, 'documents'))).sort()) {
    const folder = join(HERE, 'documents', language);
    for (const file of (await readdir(folder)).sort()) {
      documentCount++;
      const document = file.replace(/\.md$/, '');
      const text = await readFile(join(folder, file), 'utf8');
      for (const { content, heading } of splitPassages(markdownBlocks(text))) {
        const searched = heading === null ? content : `${heading}\n${content}`;
        passages.push({ language, document, content, searched });
      }
    }
    const asked = await readFile(join(HERE, 'questions', `${language}.txt`), 'utf8');
    questions.push(
      ...readQuestions(asked, language).map((question) => ({
        ...question,
        grades: gradesOf(question, passages),
      })),
    );
  }
  return { documentCount, passages, questions };
}

function gradesOf(question: Question, passages: readonly TestPassage[]): Map<number, number> {
  const grades = new Map<number, number>();
  const mark = (words: string, grade: number) => {
    const at = passages.flatMap(({ language, document, content }, index) =>
      language === question.language && document === question.document && content.includes(words)
        ? [index]
        : [],
    );
    if (at.length === 0) throw new Error(`${question.language}/${question.document} has nowhere: ${words}`);
    for (const index of at) grades.set(index, Math.max(grade, grades.get(index) ?? 0));
  };
  for (const words of question.answers) mark(words, 2);
  for (const words of question.helps) mark(words, 1);
  return grades;
}
