import OpenAI from 'openai';
import { KEY } from './start-tomo.ts';

/** OpenAI's own client, pointed at a running server. */
export function openAiClient(url: string, apiKey: string = KEY): OpenAI {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
}
