import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, paged, pageOf, pageQuery, success } from '../envelope.ts';
import {
  dataset,
  datasetChanges,
  datasetDetail,
  datasetDraft,
  examplesQuery,
  toDatasetBody,
  toExampleBody,
} from './dataset-body.ts';

const tags = ['Training'];
const botParams = z.object({ chatbotId: z.string() });
const params = z.object({ datasetId: z.string() });
/** Twenty thousand examples are longer than other bodies. */
const BODY_BYTES_MAX = 16 * 1024 ** 2;
const FIRST_EXAMPLES = 100;

export function registerDatasets(app: DialectApp, { trainingDatasets }: DialectServices): void {
  app.get(
    '/api/v1/chatbots/:chatbotId/training/datasets',
    {
      schema: {
        tags,
        summary: 'All training datasets of a chatbot',
        description: 'The newest first.',
        params: botParams,
        querystring: pageQuery,
        response: { 200: pageOf(dataset) },
      },
    },
    async ({ principal, params: { chatbotId }, query }) => {
      const { datasets, total } = await trainingDatasets.list(principal, chatbotId, query);
      return paged(datasets.map(toDatasetBody), { total, ...query });
    },
  );

  app.post(
    '/api/v1/chatbots/:chatbotId/training/datasets',
    {
      bodyLimit: BODY_BYTES_MAX,
      schema: {
        tags,
        summary: 'Create a training dataset',
        description:
          'With or without examples. An example has a `text` and an `intent`, a `response`, or both. Of a text that ' +
          'comes twice the last answer and intent count. The answer shows the first hundred examples.',
        params: botParams,
        body: datasetDraft,
        response: { 201: enveloped(datasetDetail) },
      },
    },
    async ({ principal, params: { chatbotId }, body }, reply) => {
      const made = await trainingDatasets.create(principal, chatbotId, body);
      const query = { page: 1, limit: FIRST_EXAMPLES };
      const { examples } = await trainingDatasets.examples(principal, made.id, query);
      const { data, pagination } = paged(examples.map(toExampleBody), { total: made.exampleCount, ...query });
      const detail = { ...toDatasetBody(made), examples: data, pagination };
      return reply.code(201).send(success(detail, 'The dataset is created'));
    },
  );

  app.get(
    '/api/v1/training/datasets/:datasetId',
    {
      schema: {
        tags,
        summary: 'One training dataset',
        description: 'With one page of its examples, in the order in which they came.',
        params,
        querystring: examplesQuery,
        response: { 200: enveloped(datasetDetail) },
      },
    },
    async ({ principal, params: { datasetId }, query }) => {
      const found = await trainingDatasets.get(principal, datasetId);
      const { examples, total } = await trainingDatasets.examples(principal, datasetId, query);
      const { data, pagination } = paged(examples.map(toExampleBody), { total, ...query });
      return success({ ...toDatasetBody(found), examples: data, pagination });
    },
  );

  app.put(
    '/api/v1/training/datasets/:datasetId',
    {
      schema: {
        tags,
        summary: 'Change the name or description of a training dataset',
        description: 'What is left out stays as it is.',
        params,
        body: datasetChanges,
        response: { 200: enveloped(dataset) },
      },
    },
    async ({ principal, params: { datasetId }, body }) => {
      const changed = await trainingDatasets.update(principal, datasetId, body);
      return success(toDatasetBody(changed), 'The dataset is changed');
    },
  );

  app.delete(
    '/api/v1/training/datasets/:datasetId',
    {
      schema: {
        tags,
        summary: 'Delete a training dataset',
        description:
          'With its examples and with what was learned from them. Trainings that use it are cancelled.',
        params,
        response: { 200: enveloped(z.null()) },
      },
    },
    async ({ principal, params: { datasetId } }) => {
      await trainingDatasets.remove(principal, datasetId);
      return success(null, 'The dataset is deleted');
    },
  );
}
