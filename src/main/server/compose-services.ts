import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { NativeServices } from '../api/native-app.ts';
import { nativeErrorFrame, toNativeError } from '../api/native-error.ts';
import type { DialectServices } from '../dialects/dialect.ts';
import { AccountRemoval } from '../domain/accounts/account-removal.ts';
import { AccountService } from '../domain/accounts/account-service.ts';
import { ApiKeys } from '../domain/accounts/api-keys.ts';
import { CredentialEnds } from '../domain/accounts/credential-ends.ts';
import { ensureOwner } from '../domain/accounts/owner.ts';
import { SessionTokens } from '../domain/accounts/session-tokens.ts';
import { AccountActivity } from '../domain/analytics/account-activity.ts';
import { Foreground } from '../domain/background/foreground.ts';
import { addFirstCharacters, CharacterService } from '../domain/characters/character-service.ts';
import { ChatService } from '../domain/chat/chat-service.ts';
import { contextNotes } from '../domain/chat/context-notes.ts';
import { ConversationStore } from '../domain/chat/conversation-store.ts';
import { IdleConversations } from '../domain/chat/idle-conversations.ts';
import { CompletionService } from '../domain/completions/completion-service.ts';
import { EventBus } from '../domain/events/event-bus.ts';
import { Happenings } from '../domain/events/happenings.ts';
import { CharacterRemoval } from '../domain/publication/character-removal.ts';
import { PublicationEnds } from '../domain/publication/publication-ends.ts';
import { PublicationService } from '../domain/publication/publication-service.ts';
import { VisitorTokens } from '../domain/publication/visitor-tokens.ts';
import { Visits } from '../domain/publication/visits.ts';
import { AccessSettings } from '../domain/settings/access-settings.ts';
import { SettingsStore } from '../domain/settings/settings-store.ts';
import type { RecentLog } from '../domain/system/recent-log.ts';
import { WaitingWork } from '../domain/system/waiting-work.ts';
import { VrmLibrary } from '../domain/vrm/vrm-library.ts';
import { Authenticator } from '../http/auth/authenticator.ts';
import type { OwnerKey } from '../http/auth/owner-key.ts';
import { UrlSigner } from '../http/auth/signed-url.ts';
import { ServerMetrics } from '../http/metrics/server-metrics.ts';
import { createEngineClient } from '../inference/engine/engine-client.ts';
import type { EngineTransport } from '../inference/engine/engine-transport.ts';
import { removeLeftovers } from '../storage/incoming-file.ts';
import type { OpenDatabase } from '../storage/open-database.ts';
import { deriveKey, loadInstallationSecret, SecretBox } from '../storage/secret-box.ts';
import { composeAnalytics } from './compose-analytics.ts';
import { composeBots } from './compose-bots.ts';
import { composeContext } from './compose-context.ts';
import { composeConversations } from './compose-conversations.ts';
import { composeEmbeddings } from './compose-embeddings.ts';
import { composeHealth } from './compose-health.ts';
import { composeKnowledge } from './compose-knowledge.ts';
import { composeLimits } from './compose-limits.ts';
import { composeMemory } from './compose-memory.ts';
import { composeModels } from './compose-models.ts';
import { composePeople } from './compose-people.ts';
import { composeSending } from './compose-sending.ts';
import { composeTraining } from './compose-training.ts';
import { composeVoice } from './compose-voice.ts';
import type { Installation } from './config/installation.ts';

/** Starts an engine process; `onOutput` gets each line that it prints. */
export type SpawnEngine = (onOutput: (line: string) => void) => EngineTransport;

export interface CompositionOptions {
  dataDirectory: string;
  installation: Installation;
  database: OpenDatabase;
  ownerKey: OwnerKey;
  spawnEngine: SpawnEngine;
  modelFile: string | undefined;
  /** Everybody may register while this server runs. */
  openRegistration: boolean;
  /** The ports on which it listens; known when it does. */
  ownPorts: () => readonly number[];
  version: string;
  logger: FastifyBaseLogger;
  recentLog: RecentLog;
}

/** Gives every service what it works with. The engine starts when it is first needed. */
export async function composeServices(
  options: CompositionOptions,
): Promise<NativeServices & DialectServices & { startSending(): void; close(): Promise<void> }> {
  const { dataDirectory, installation, database, recentLog } = options;
  const loggerOf = (module: string) => options.logger.child({ module });
  const { db } = database;
  const owner = await ensureOwner(db);
  const secret = await loadInstallationSecret(dataDirectory);
  const folder = (name: string) => join(dataDirectory, name);
  const modelDirectory = folder('models');
  const vrmDirectory = folder('vrm-models');
  const audioDirectory = folder('audio');
  const documentDirectory = folder('documents');
  const embeddingDirectory = folder('embedding-models');
  const spokenDirectory = folder('spoken-texts');
  const directories = [modelDirectory, vrmDirectory, audioDirectory, documentDirectory, spokenDirectory];
  await Promise.all(directories.map(removeLeftovers));
  const signer = new UrlSigner(deriveKey(secret, 'signed-urls'));
  const settings = new SettingsStore(db);
  const happenings = new Happenings(loggerOf('happenings'));
  const accounts = new AccountService(db, addFirstCharacters, happenings);
  const credentialEnds = new CredentialEnds();
  const sessions = new SessionTokens(db, deriveKey(secret, 'access-tokens'), credentialEnds);
  const apiKeys = new ApiKeys(db, credentialEnds);
  const engineLogger = loggerOf('engine');
  const engine = createEngineClient({
    spawn: () => options.spawnEngine((line) => engineLogger.debug({ engine: line }, 'engine output')),
    logger: engineLogger,
  });
  const foreground = new Foreground();
  const secrets = new SecretBox(secret);
  const { modelLibrary, models, namedModels } = composeModels({
    settings,
    secrets,
    engine,
    foreground,
    directory: modelDirectory,
    starterFile: installation.starterModelFile,
    overrideFile: options.modelFile,
  });
  const characters = new CharacterService(db, happenings);
  await characters.ensureFirst(owner);
  const conversations = new ConversationStore(db, database.forgetDeleted);
  const events = new EventBus();
  const embeddings = composeEmbeddings({
    settings,
    secrets,
    library: modelLibrary,
    directory: embeddingDirectory,
    engine,
    foreground,
    indexes: [database.index.passages, database.index.memories, database.index.examples],
    logger: loggerOf('embeddings'),
  });
  const { memories, remembering, summaries } = composeMemory({
    db,
    index: database.index.memories,
    embeddings,
    foreground,
    models,
    forget: database.forgetDeleted,
    logger: loggerOf('memory'),
  });
  const knowledge = composeKnowledge({
    db,
    index: database.index.passages,
    directory: documentDirectory,
    readerFile: installation.documentReaderFile,
    embeddings,
    events,
    recall: (request, signal) => memories.recall(request, signal),
    forget: database.forgetDeleted,
    logger: loggerOf('knowledge_base'),
  });
  const sending = await composeSending({ ...options, settings, secrets, accounts, sessions, loggerOf });
  const botParts = { db, characters, namedModels, secrets, happenings, logger: loggerOf('bots') };
  const { bots, characterModels } = composeBots({ ...botParts, door: sending.services.outgoingDoor });
  const vrmModels = new VrmLibrary({
    db,
    directory: vrmDirectory,
    builtinFile: installation.avatarFile,
  });
  const voice = await composeVoice({ db, voices: engine.speech, audioDirectory, spokenDirectory });
  const { messageAudio, spokenTexts } = voice.services;
  const people = composePeople({
    db,
    happenings,
    forget: database.forgetDeleted,
    logger: loggerOf('people'),
  });
  const context = composeContext({
    db,
    readerFile: installation.textReaderFile,
    happenings,
    isEnabled: (userId) => memories.isEnabled(userId),
    forget: database.forgetDeleted,
    logger: loggerOf('context'),
  });
  const training = composeTraining({ ...options, embeddings, events, happenings, loggerOf });
  const writing = {
    grounding: knowledge.grounding,
    summaries,
    contributors: [contextNotes, ...context.contributors, ...people.contributors, training.contributor],
    withLanguageModel: characterModels.use.bind(characterModels),
    speak: voice.speak,
    logger: loggerOf('conversation_engine'),
  };
  const chat = new ChatService({
    ...writing,
    conversations,
    characters,
    events,
    happenings,
    recognise: (characterId, text) => training.recogniser.recognise(characterId, text),
    audioUrl: (messageId) => signer.sign(`/v1/messages/${messageId}/audio`),
    afterTurn: () => {
      remembering.wake();
      context.afterTurn();
    },
    removeSound: (messageIds) => messageAudio.remove(messageIds),
    toErrorFrame: (error, details) => nativeErrorFrame(toNativeError(error), details),
  });
  const analytics = composeAnalytics({ ...options, characters, knowledge, embeddings, training, writing });
  const waitingWork = new WaitingWork(db, () => chat.turnsWaiting);
  const publicationEnds = new PublicationEnds();
  const publications = new PublicationService(db, publicationEnds);
  const forget = database.forgetDeleted;
  return {
    version: options.version,
    authenticator: new Authenticator({ ownerKey: options.ownerKey, owner, accounts, sessions, apiKeys }),
    accounts,
    accountRemoval: new AccountRemoval({
      accounts,
      ends: credentialEnds,
      publications,
      conversations,
      chat,
      vrmModels,
      spokenTexts,
      knowledgeBases: knowledge.bases,
      memories,
      training: training.removal,
      recentLog,
    }),
    credentialEnds,
    sessions,
    apiKeys,
    ...composeLimits(),
    signer,
    characters,
    ...context.services,
    characterRemoval: new CharacterRemoval({
      db,
      publications,
      conversations,
      chat,
      memories,
      training: training.removal,
      forget,
    }),
    publications,
    publicationEnds,
    visits: new Visits({
      tokens: new VisitorTokens(deriveKey(secret, 'visitor-tokens')),
      publications,
      conversations,
      chat,
    }),
    accountActivity: new AccountActivity(db),
    triggers: people.triggers,
    profiles: people.profiles,
    room: people.room,
    systemHealth: composeHealth({ models, engine, index: database.index.passages, dataDirectory }),
    trainingDatasets: training.datasets,
    trainingSessions: training.sessions,
    logger: loggerOf('dialects'),
    waitingWork,
    metrics: new ServerMetrics(happenings, waitingWork),
    recentLog,
    bots,
    characterModels,
    ...voice.services,
    ...composeConversations(database, { conversations, chat }),
    conversations,
    chat,
    completions: new CompletionService({
      models: namedModels,
      characterModels,
      characters,
      instructionsFor: (id) => context.services.personalities.instructionsFor(id),
    }),
    embeddings,
    memories,
    knowledgeBases: knowledge.bases,
    documents: knowledge.documents,
    knowledgeItems: knowledge.items,
    knowledgeSearch: knowledge.search,
    events,
    happenings,
    idleConversations: new IdleConversations({ db, happenings, logger: loggerOf('conversations') }),
    models,
    namedModels,
    modelLibrary,
    vrmModels,
    settings,
    access: await AccessSettings.load(settings, options.openRegistration ? { registrationOpen: true } : {}),
    ...sending.services,
    ...analytics.services,
    startSending: sending.start,
    engineStatus: () => engine.status(),
    close: async () => {
      const parts = [chat, training, context, sending, analytics, people, knowledge, remembering, summaries];
      for (const part of [...parts, models, namedModels, embeddings]) await part.close();
      await engine.dispose();
    },
  };
}
