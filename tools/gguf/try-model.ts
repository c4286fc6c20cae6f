/**
 * Loads a model in llama.cpp, answers one message, embeds one, and prints what happened as a line of JSON.
 * A process of its own, because a file that is not what it says can take the process down.
 *
 *   node tools/gguf/try-model.ts MODEL.gguf [MESSAGE]
 */
import { getLlama, LlamaChatSession, LlamaLogLevel } from 'node-llama-cpp';

const [modelPath, message = 'hello'] = process.argv.slice(2);
if (!modelPath) throw new TypeError('usage: node tools/gguf/try-model.ts MODEL.gguf [MESSAGE]');

const llama = await getLlama({ build: 'never', gpu: false, logLevel: LlamaLogLevel.disabled });
try {
  const loadStartMs = performance.now();
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({ contextSize: 512, threads: 1 });
  const session = new LlamaChatSession({ contextSequence: context.getSequence(), systemPrompt: 'Be kind.' });
  const answerStartMs = performance.now();
  const answer = await session.prompt(message, { maxTokens: 64, temperature: 1, seed: 1 });
  const answerEndMs = performance.now();
  const tokens = model.tokenize(answer).length;
  const { wrapperName } = session.chatWrapper;
  await context.dispose();
  const embeddings = await model.createEmbeddingContext({ contextSize: 512, threads: 1 });
  const { vector } = await embeddings.getEmbeddingFor(message);
  await embeddings.dispose();
  await model.dispose();
  console.log(
    JSON.stringify({
      answer,
      tokens,
      wrapper: wrapperName,
      embeddingLength: vector.length,
      embeddingFinite: vector.every(Number.isFinite),
      loadMs: Math.round(answerStartMs - loadStartMs),
      answerMs: Math.round(answerEndMs - answerStartMs),
    }),
  );
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
}
process.exit(0);
