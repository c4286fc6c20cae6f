import { z } from 'zod';
import type { HttpClient } from './http-client.ts';
import {
  type Applied,
  answerTimes,
  applied,
  enveloped,
  generated,
  insights,
  intentCounts,
  type LearningItem,
  learningItem,
  messageCounts,
  type Overview,
  pageOf,
  ratingCounts,
} from './teaching-shapes.ts';

const API = '/chatbots/api/v1';

/** How a character does, and what it could learn from that; each call throws `ApiError` or `UnreachableError`. */
export class GrowthApi {
  readonly #http: HttpClient;

  constructor(http: HttpClient) {
    this.#http = http;
  }

  /** @param days so many, with today */
  async overview(characterId: string, days: number): Promise<Overview> {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const from = localDate(days - 1);
    const query = new URLSearchParams({ from, to: localDate(0), interval: 'day', timeZone });
    const get = async <Data>(shape: z.ZodType<Data>, path: string): Promise<Data> => {
      const address = `${API}/chatbots/${characterId}/${path}?${query}`;
      const { data } = await this.#http.request(enveloped(z.unknown()), address);
      return shape.parse(data);
    };
    const [messages, ratings, intents, times, found] = await Promise.all([
      get(messageCounts, 'analytics/messages'),
      get(ratingCounts, 'analytics/ratings'),
      get(intentCounts, 'analytics/intents'),
      get(answerTimes, 'analytics/answer-times'),
      get(insights, 'insights'),
    ]);
    return { messages, ratings, intents, times, insights: found.insights };
  }

  /** What waits for a decision, and what was approved and is not in use yet. */
  async openItems(characterId: string): Promise<LearningItem[]> {
    const list = async (status: string): Promise<LearningItem[]> => {
      const path = `${API}/chatbots/${characterId}/learning?status=${status}&page=1&limit=100`;
      return (await this.#http.request(pageOf(learningItem), path)).data;
    };
    return [...(await list('approved')), ...(await list('pending'))];
  }

  /** Looks for questions that were answered badly or not at all. @returns how many are new */
  async look(characterId: string): Promise<number> {
    const path = `${API}/chatbots/${characterId}/learning/generate`;
    const found = await this.#http.request(enveloped(generated), path, { method: 'POST', json: {} });
    return found.data.created;
  }

  async add(characterId: string, question: string, answer: string): Promise<void> {
    const path = `${API}/chatbots/${characterId}/learning`;
    await this.#http.request(z.unknown(), path, { method: 'POST', json: { question, answer } });
  }

  /** @param answer what is to be answered; left out where it stays as it was proposed */
  async decide(id: string, status: 'pending' | 'approved' | 'rejected', answer?: string): Promise<void> {
    const json = { status, ...(answer !== undefined && { answer }) };
    await this.#http.request(z.unknown(), `${API}/learning/${id}/status`, { method: 'PUT', json });
  }

  /** Takes what was approved into use, and asks the same questions before and after. */
  async apply(characterId: string): Promise<Applied> {
    const path = `${API}/chatbots/${characterId}/learning/apply`;
    return (await this.#http.request(enveloped(applied), path, { method: 'POST', json: { measure: true } }))
      .data;
  }
}

/** The date that so many days ago was here, as in `2026-03-29`. */
function localDate(daysAgo: number): string {
  const now = new Date();
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
