import { bearerToken } from '../../http/auth/guard.ts';
import type { Dialect } from '../dialect.ts';
import { registerSpeech } from './audio/speech.ts';
import { registerTranscriptions } from './audio/transcriptions.ts';
import { registerChatCompletions } from './chat-completions/route.ts';
import { registerCompletions } from './completions/route.ts';
import { registerEmbeddings } from './embeddings/route.ts';
import { requireJson } from './media-type.ts';
import { registerModels } from './models/routes.ts';
import { sendOpenAiError } from './openai-error.ts';
import { showRequestLimits } from './request-limits.ts';

/**
 * The part of OpenAI's API that chat programs, coding tools and frameworks use, so that they work with Tomo as they
 * are. Source: https://platform.openai.com/docs/api-reference
 */
export const openaiDialect: Dialect = {
  document: {
    title: 'Tomo, OpenAI-compatible',
    description:
      'What clients of OpenAI need to work with Tomo. `model` is `default`, the id of an installed model, or ' +
      '`tomo/CHARACTER_ID` for a character. Every request needs a key: `Authorization: Bearer YOUR_API_KEY`.',
  },
  tokenOf: bearerToken,
  showLimits: showRequestLimits,
  sendError: sendOpenAiError,
  routes(app, services) {
    app.addHook('onRequest', requireJson);
    registerModels(app, services);
    registerChatCompletions(app, services);
    registerCompletions(app, services);
    registerEmbeddings(app, services);
    registerSpeech(app, services);
    registerTranscriptions(app);
  },
};
