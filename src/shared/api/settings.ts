import { z } from 'zod';
import { embeddingChoice, embeddingModel } from './embedding-models.ts';

export const modelChoice = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('starter') }),
  z.object({ provider: z.literal('file'), id: z.string().min(1).max(255) }),
  z.object({
    provider: z.literal('openai'),
    base_url: z.url({ protocol: /^https?$/ }).max(2_000),
    model: z.string().min(1).max(200),
    /** Written once; an answer never holds it. */
    api_key: z.string().max(500).optional(),
  }),
]);

const smtpServer = {
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65_535),
  /** `tls` from the first byte, `starttls` before anything is said, `none` for a server on this machine. */
  security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
  username: z.string().min(1).max(320).nullable().default(null),
  from: z.string().min(3).max(400),
};

export const settings = z.object({
  model: z.discriminatedUnion('provider', [
    z.object({ provider: z.literal('starter') }),
    z.object({ provider: z.literal('file'), id: z.string() }),
    z.object({
      provider: z.literal('openai'),
      base_url: z.string(),
      model: z.string(),
      has_api_key: z.boolean(),
    }),
  ]),
  embedding_model: embeddingModel,
  allowed_origins: z.array(z.string()),
  allowed_hosts: z.array(z.string()),
  /** Whether everybody may register an account. */
  registration: z.enum(['open', 'closed']),
  /** The app's one hint that a bigger model is possible was seen. */
  bigger_model_hint_seen: z.boolean(),
  /** Where accounts may have webhooks besides public addresses. */
  webhook_allowed_hosts: z.array(z.string()),
  /** The server that takes Tomo's mail; null where there is none. */
  smtp: z.object({ ...smtpServer, has_password: z.boolean() }).nullable(),
});
export type SettingsBody = z.infer<typeof settings>;

export const settingsChanges = z.object({
  model: modelChoice.optional(),
  embedding_model: embeddingChoice.optional(),
  allowed_origins: z
    .array(
      z
        .string()
        .max(300)
        .regex(/^[a-z][a-z0-9+.-]*:\/\/[a-z0-9.:[\]_-]+\/?$/i, 'an origin, such as https://example.org')
        .refine((address) => URL.canParse(address), 'an origin, such as https://example.org'),
    )
    .max(100)
    .optional(),
  allowed_hosts: z
    .array(z.string().regex(/^[a-z0-9.-]+$/i))
    .max(100)
    .optional(),
  registration: z.enum(['open', 'closed']).optional(),
  bigger_model_hint_seen: z.boolean().optional(),
  webhook_allowed_hosts: z
    .array(
      z
        .string()
        .max(260)
        .regex(
          /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i,
          'a host, such as nas.home, 192.168.0.5:8080 or [fd00::5]',
        ),
    )
    .max(100)
    .optional(),
  smtp: z
    .object({
      ...smtpServer,
      /** Written once; an answer never holds it. */
      password: z.string().max(500).optional(),
    })
    .nullable()
    .optional(),
});
export type SettingsChanges = z.infer<typeof settingsChanges>;

export const modelFile = z.object({
  id: z.string(),
  name: z.string(),
  /** What it is for: to answer, or to turn texts into vectors. */
  kind: z.enum(['language', 'embedding']),
  byte_count: z.number().int(),
  starter: z.boolean(),
});
export const modelFileList = z.object({ models: z.array(modelFile) });
export type ModelFileBody = z.infer<typeof modelFile>;
