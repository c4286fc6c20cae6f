import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TOMO } from '../../../src/main/domain/characters/character.ts';
import { TAG_LESSON } from '../../../src/main/domain/chat/prompt.ts';
import { readGguf } from '../../gguf/read-gguf.ts';
import type { ReferenceFixture } from './reference-fixture.ts';

const ROOT = join(import.meta.dirname, '../../..');
const MODEL = join(ROOT, 'resources/models/tomo-starter.gguf');
const FIXTURE = join(ROOT, 'resources/models/tomo-starter.reference.json');

describe('the starter model that ships', () => {
  const { metadata, tensors } = readGguf(MODEL);

  it('is small enough to live in the repository', () => {
    expect(statSync(MODEL).size).toBeLessThanOrEqual(40e6);
  });

  it('says its name, its licence and its chat format', () => {
    expect(metadata['general.name']?.value).toBe('Tomo Starter');
    expect(metadata['general.license']?.value).toBe('CC0-1.0');
    expect(metadata['tokenizer.chat_template']?.value).toContain('<|im_start|>');
  });

  it('reads at least 1,024 tokens', () => {
    expect(Number(metadata['llama.context_length']?.value)).toBeGreaterThanOrEqual(1024);
  });

  it('was trained with the words that the app puts in front of a conversation', () => {
    const { prompts } = JSON.parse(readFileSync(FIXTURE, 'utf8')) as ReferenceFixture;
    const opening = `<|im_start|>system\n${TOMO.systemPrompt}\n\n${TAG_LESSON}<|im_end|>\n`;
    expect(prompts[0]?.text.slice(0, opening.length)).toBe(opening);
  });

  it('has weights that are numbers', () => {
    for (const { name, type, bytes } of tensors.values()) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const [step, read] = type === 'f32' ? [4, view.getFloat32] : [type === 'f16' ? 2 : 34, view.getFloat16];
      for (let at = 0; at < bytes.byteLength; at += step) {
        if (!Number.isFinite(read.call(view, at, true)))
          throw new Error(`${name} has a value that is no number`);
      }
    }
  });

  it('is what its model card says it is', () => {
    const card = readFileSync(join(ROOT, 'docs/starter-model.md'), 'utf8');
    const parameters = [...tensors.values()].reduce(
      (sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1),
      0,
    );
    const facts = {
      parameters: `${(parameters / 1e6).toFixed(1)} million`,
      layers: metadata['llama.block_count']?.value,
      width: metadata['llama.embedding_length']?.value,
      'feed-forward width': metadata['llama.feed_forward_length']?.value,
      'attention heads': metadata['llama.attention.head_count']?.value,
      'key-value heads': metadata['llama.attention.head_count_kv']?.value,
      vocabulary: tensors.get('token_embd.weight')?.shape[1],
      'context, tokens': metadata['llama.context_length']?.value,
    };
    for (const [name, value] of Object.entries(facts)) expect(card).toContain(`| ${name} | ${value} |`);
  });
});
