import { f32, type Metadata, text, textArray, u32 } from './gguf-format.ts';
import { randomModel } from './test-models.ts';
import type { GgufToWrite } from './write-gguf.ts';

/** What a hostile file does to the process that opens it with node-llama-cpp 3.22, and at which step. */
export type Harm = 'aborts-on-load' | 'aborts-on-answer' | 'aborts-on-embed' | 'never-returns';

export type HostileModel = { harm: Harm; file: GgufToWrite };

/**
 * Well-formed files whose metadata trips an assertion in llama.cpp, which ends the process, or keeps it busy for ever.
 * They are the reason that models run in a process of their own.
 */
export function hostileModels(): Record<string, HostileModel> {
  const good = randomModel();
  const hostile = (harm: Harm, metadata: Metadata): HostileModel => ({
    harm,
    file: { ...good, metadata: { ...good.metadata, ...metadata } },
  });
  return {
    'heads-zero': hostile('aborts-on-load', { 'llama.attention.head_count': u32(0) }),
    'layers-absurd': hostile('aborts-on-load', { 'llama.block_count': u32(2 ** 31) }),
    'tokens-alike': hostile('aborts-on-load', {
      'tokenizer.ggml.tokens': textArray(new Array<string>(2048).fill('a')),
    }),
    'tokenizer-of-another-kind': hostile('aborts-on-load', { 'tokenizer.ggml.model': text('llama') }),
    'pooling-unknown': hostile('aborts-on-embed', { 'llama.pooling_type': u32(9) }),
    'epsilon-negative': hostile('aborts-on-answer', { 'llama.attention.layer_norm_rms_epsilon': f32(-1) }),
    // The template runs in JavaScript and blocks the event loop: only SIGKILL ends the process.
    'template-endless': hostile('never-returns', {
      'tokenizer.chat_template': text(
        '{% for a in range(1000000) %}{% for b in range(1000000) %}{% endfor %}{% endfor %}',
      ),
    }),
  };
}
