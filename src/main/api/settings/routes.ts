import {
  type SettingsBody,
  settings as settingsBody,
  settingsChanges,
} from '../../../shared/api/settings.ts';
import type { SmtpServer } from '../../domain/outbox/smtp-settings.ts';
import { toEmbeddingModelBody } from '../embedding-models/embedding-model-body.ts';
import type { NativeApp, NativeServices } from '../native-app.ts';

const HINT_SEEN = 'bigger_model_hint_seen';

export function registerSettings(app: NativeApp, services: NativeServices): void {
  const { models, embeddings, settings, access, outgoingHosts, smtp, outbox } = services;

  app.get(
    '/settings',
    {
      config: { ownerOnly: true },
      schema: {
        tags: ['Settings'],
        summary: 'The settings (owner)',
        description:
          'Which language model answers, what turns texts into vectors, who may reach this server, where accounts may ' +
          'have webhooks, and which server takes mail.',
        response: { 200: settingsBody },
      },
    },
    async () => await toSettingsBody(services),
  );

  app.put(
    '/settings',
    {
      config: { ownerOnly: true, inPerson: true },
      schema: {
        tags: ['Settings'],
        summary: 'Change settings (owner)',
        description: 'What is left out stays as it is.',
        body: settingsChanges,
        response: { 200: settingsBody },
      },
    },
    async (request) => {
      const changes = request.body;
      if (changes.model !== undefined) await models.choose(changes.model);
      if (changes.embedding_model !== undefined) await embeddings.choose(changes.embedding_model);
      await access.change({
        allowedOrigins: changes.allowed_origins,
        allowedHosts: changes.allowed_hosts,
        registrationOpen: changes.registration === undefined ? undefined : changes.registration === 'open',
      });
      if (changes.webhook_allowed_hosts !== undefined) {
        await outgoingHosts.change(changes.webhook_allowed_hosts);
      }
      if (changes.smtp !== undefined) {
        await smtp.choose(changes.smtp);
        await outbox.serverChanged();
      }
      if (changes.bigger_model_hint_seen !== undefined) {
        await settings.set(HINT_SEEN, changes.bigger_model_hint_seen);
      }
      return await toSettingsBody(services);
    },
  );
}

async function toSettingsBody({
  models,
  embeddings,
  settings,
  access,
  outgoingHosts,
  smtp,
}: NativeServices): Promise<SettingsBody> {
  const choice = await models.choice();
  const { allowedOrigins, allowedHosts, registrationOpen } = access.current;
  return {
    model:
      choice.provider === 'openai'
        ? {
            provider: 'openai',
            base_url: choice.base_url,
            model: choice.model,
            has_api_key: choice.api_key !== undefined,
          }
        : choice,
    embedding_model: toEmbeddingModelBody(await embeddings.status()),
    allowed_origins: [...allowedOrigins],
    allowed_hosts: [...allowedHosts],
    registration: registrationOpen ? 'open' : 'closed',
    smtp: toSmtpBody(await smtp.current()),
    webhook_allowed_hosts: [...outgoingHosts.current],
    bigger_model_hint_seen: (await settings.get(HINT_SEEN)) === true,
  };
}

function toSmtpBody(server: SmtpServer | null): SettingsBody['smtp'] {
  if (server === null) return null;
  const { password, ...shown } = server;
  return { ...shown, has_password: password !== null };
}
