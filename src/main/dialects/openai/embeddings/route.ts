import { z } from 'zod';
import { DEFAULT_MODEL } from '../../../domain/models/named-models.ts';
import { untilGone } from '../../../http/until-gone.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';

/** What programs ask for that were made for OpenAI. */
const OPENAI_NAME = /^(openai\/)?text-embedding-/i;
const TEXTS_MAX = 2048;
const CHARACTERS_MAX = 32_000;

const embeddingRequest = z.object({
  model: z.string().min(1).max(300),
  input: z
    .union([z.string(), z.array(z.union([z.string(), z.number(), z.array(z.number())]))])
    .describe('A text, or up to 2,048 of them')
    .superRefine((input, context) => {
      const texts = [input].flat(1);
      const refuse = (message: string) => context.addIssue({ code: 'custom', message });
      if (texts.some((text) => typeof text !== 'string')) {
        refuse('send texts: tokens belong to one model, and these are of another one');
      } else if (texts.length === 0 || texts.includes('')) refuse('an empty text has nothing to embed');
      else if (texts.length > TEXTS_MAX) refuse(`at most ${TEXTS_MAX} texts at once`);
      else if (texts.some((text) => String(text).length > CHARACTERS_MAX)) {
        refuse(`a text has at most ${CHARACTERS_MAX} characters`);
      }
    })
    .transform((input) => [input].flat(1) as string[]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.number().int().min(1).nullish(),
});

const embeddingList = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      object: z.literal('embedding'),
      index: z.number().int(),
      embedding: z
        .union([z.array(z.number()), z.string()])
        .describe('Numbers; or, as base64, 32-bit floats in little-endian order'),
    }),
  ),
  model: z.string(),
  usage: z.object({ prompt_tokens: z.number().int(), total_tokens: z.number().int() }),
});

export function registerEmbeddings(app: DialectApp, { embeddings }: DialectServices): void {
  app.post(
    '/embeddings',
    {
      config: { scope: 'chat' },
      schema: {
        tags: ['Embeddings'],
        summary: 'Texts as vectors',
        body: embeddingRequest,
        response: { 200: embeddingList },
      },
    },
    async ({ body }, reply) => {
      const name = OPENAI_NAME.test(body.model) ? DEFAULT_MODEL : body.model;
      const request = {
        texts: body.input,
        ...(body.dimensions == null ? {} : { dimensions: body.dimensions }),
      };
      const { vectors, tokens } = await embeddings.embed(name, request, untilGone(reply));
      const write = body.encoding_format === 'base64' ? toBase64 : (vector: Float32Array) => [...vector];
      return {
        object: 'list' as const,
        data: vectors.map((vector, index) => ({
          object: 'embedding' as const,
          index,
          embedding: write(vector),
        })),
        model: body.model,
        usage: { prompt_tokens: tokens, total_tokens: tokens },
      };
    },
  );
}

function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [at, value] of vector.entries()) bytes.writeFloatLE(value, at * 4);
  return bytes.toString('base64');
}
