import { z } from 'zod';
import type { HttpClient } from './http-client.ts';
import {
  addedExamples,
  type DatasetWithExamples,
  dataset,
  datasetWithExamples,
  enveloped,
  listedSession,
  type Personality,
  type PersonalityDraft,
  pageOf,
  personality,
  session,
  type TrainingSession,
} from './teaching-shapes.ts';

const API = '/chatbots/api/v1';
const ALL = 'page=1&limit=100';

export interface ExampleDraft {
  text: string;
  response?: string | undefined;
  intent?: string | undefined;
}

/** What a character is taught, by the Chatbots API; each call throws `ApiError` or `UnreachableError`. */
export class TeachingApi {
  readonly #http: HttpClient;

  constructor(http: HttpClient) {
    this.#http = http;
  }

  /** The newest examples of a character, all of its lessons together in one. @returns null where it has none yet */
  async lessons(characterId: string, page: number): Promise<DatasetWithExamples | null> {
    const path = `${API}/chatbots/${characterId}/training/datasets?${ALL}`;
    const { data } = await this.#http.request(pageOf(dataset), path);
    const [first] = data;
    if (first === undefined) return null;
    const one = `${API}/training/datasets/${first.id}?page=${page}&limit=50`;
    return (await this.#http.request(enveloped(datasetWithExamples), one)).data;
  }

  /** @param datasetId null makes the first one @returns the dataset's id */
  async addExamples(
    characterId: string,
    datasetId: string | null,
    name: string,
    examples: readonly ExampleDraft[],
  ): Promise<string> {
    if (datasetId === null) {
      const path = `${API}/chatbots/${characterId}/training/datasets`;
      const json = { name, examples };
      return (await this.#http.request(enveloped(dataset), path, { method: 'POST', json })).data.id;
    }
    const path = `${API}/training/datasets/${datasetId}/examples`;
    await this.#http.request(enveloped(addedExamples), path, { method: 'POST', json: { examples } });
    return datasetId;
  }

  async removeExample(datasetId: string, exampleId: string): Promise<void> {
    const path = `${API}/training/datasets/${datasetId}/examples/${exampleId}`;
    await this.#http.request(z.unknown(), path, { method: 'DELETE' });
  }

  /** @returns the session that has just begun */
  async train(characterId: string, datasetId: string): Promise<string> {
    const path = `${API}/chatbots/${characterId}/training/sessions`;
    const begun = await this.#http.request(enveloped(z.object({ id: z.string() })), path, {
      method: 'POST',
      json: { datasetId },
    });
    return begun.data.id;
  }

  /** The newest one with all that was measured; null where there is none. */
  async newestTraining(characterId: string): Promise<TrainingSession | null> {
    const path = `${API}/chatbots/${characterId}/training/sessions?page=1&limit=1`;
    const { data } = await this.#http.request(pageOf(listedSession), path);
    const [newest] = data;
    if (newest === undefined) return null;
    return (await this.#http.request(enveloped(session), `${API}/training/sessions/${newest.id}`)).data;
  }

  async cancelTraining(id: string): Promise<void> {
    await this.#http.request(z.unknown(), `${API}/training/sessions/${id}`, { method: 'DELETE' });
  }

  async personalities(characterId: string): Promise<Personality[]> {
    const path = `${API}/chatbots/${characterId}/personalities?${ALL}`;
    return (await this.#http.request(pageOf(personality), path)).data;
  }

  /** @param id null makes a new one */
  async savePersonality(
    characterId: string,
    id: string | null,
    draft: PersonalityDraft,
  ): Promise<Personality> {
    const path = id === null ? `${API}/chatbots/${characterId}/personalities` : `${API}/personalities/${id}`;
    const method = id === null ? 'POST' : 'PUT';
    return (await this.#http.request(enveloped(personality), path, { method, json: draft })).data;
  }

  async removePersonality(id: string): Promise<void> {
    await this.#http.request(z.unknown(), `${API}/personalities/${id}`, { method: 'DELETE' });
  }

  async choosePersonality(id: string): Promise<void> {
    await this.#http.request(z.unknown(), `${API}/personalities/${id}/default`, { method: 'POST' });
  }

  /** What a character would answer with this personality; nothing of it is kept. @param id null for none */
  async tryPersonality(characterId: string, id: string | null, message: string): Promise<string> {
    const path = `${API}/chatbots/${characterId}/personalities/try`;
    const json = { message, personalityId: id };
    const tried = z.object({ response: z.string() });
    return (await this.#http.request(enveloped(tried), path, { method: 'POST', json })).data.response;
  }
}
