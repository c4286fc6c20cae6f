/**
 * Loads models in llama.cpp one after the other, answers one message with each and embeds it. Prints a line of JSON per
 * step. A process of its own, because a file that is not what it says can take the process down.
 *
 *   node tools/gguf/try-model.ts MODEL.gguf…
 */
import { getLlama, LlamaChatSession, LlamaLogLevel } from 'node-llama-cpp';

/** A line that {@link tryModel} prints. The last one of a model says where it ended. */
export type TrialLine =
  | { modelPath: string; step: 'load' | 'context' | 'answer' | 'embed' }
  | { modelPath: string; step: 'error'; message: string }
  | {
      modelPath: string;
      step: 'done';
      answer: string;
      chatWrapper: string;
      embedding: readonly (number | null)[];
      loadMs: number;
      answerMs: number;
    };

const llama = await getLlama({ build: 'never', gpu: false, logLevel: LlamaLogLevel.disabled });
for (const modelPath of process.argv.slice(2)) {
  try {
    await tryModel(modelPath);
  } catch (error) {
    print({ modelPath, step: 'error', message: error instanceof Error ? error.message : String(error) });
  }
}
process.exit(0);

async function tryModel(modelPath: string): Promise<void> {
  print({ modelPath, step: 'load' });
  const loadStartMs = performance.now();
  await using model = await llama.loadModel({ modelPath });
  const loadMs = performance.now() - loadStartMs;

  print({ modelPath, step: 'context' });
  // One thread: two threads of a small model wait for each other at every layer, for ever so long on a busy machine.
  await using context = await model.createContext({ contextSize: 512, threads: 1 });
  const session = new LlamaChatSession({ contextSequence: context.getSequence(), systemPrompt: 'Be kind.' });

  print({ modelPath, step: 'answer' });
  const answerStartMs = performance.now();
  const answer = await session.prompt('hello', { maxTokens: 64, temperature: 1, seed: 1 });
  const answerMs = performance.now() - answerStartMs;

  print({ modelPath, step: 'embed' });
  await using embeddings = await model.createEmbeddingContext({ contextSize: 512, threads: 1 });
  const { vector } = await embeddings.getEmbeddingFor('hello');
  const chatWrapper = session.chatWrapper.wrapperName;
  print({ modelPath, step: 'done', answer, chatWrapper, embedding: vector, loadMs, answerMs });
}

/** Not console.log, which may still be writing when the process is aborted. */
function print(line: TrialLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
