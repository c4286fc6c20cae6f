import { z } from 'zod';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { enveloped, success } from '../envelope.ts';
import { addedExamples, newExamples, toExampleBody } from './dataset-body.ts';

const tags = ['Training'];
/** Twenty thousand examples are longer than other bodies. */
const BODY_BYTES_MAX = 16 * 1024 ** 2;

export function registerExamples(app: DialectApp, { trainingDatasets }: DialectServices): void {
  app.post(
    '/api/v1/training/datasets/:datasetId/examples',
    {
      bodyLimit: BODY_BYTES_MAX,
      schema: {
        tags,
        summary: 'Add training examples',
        description:
          'One example, a list of them, or `{"examples": […]}`. A text that is there already is not added again; another ' +
          'answer or intent takes the place of the old one.',
        params: z.object({ datasetId: z.string() }),
        body: newExamples,
        response: { 201: enveloped(addedExamples) },
      },
    },
    async ({ principal, params: { datasetId }, body }, reply) => {
      const { examples, ...counts } = await trainingDatasets.addExamples(principal, datasetId, body.examples);
      const { exampleCount } = await trainingDatasets.get(principal, datasetId);
      const shown = { ...counts, exampleCount, examples: examples.map(toExampleBody) };
      return reply.code(201).send(success(shown, 'The examples are added'));
    },
  );

  app.delete(
    '/api/v1/training/datasets/:datasetId/examples/:exampleId',
    {
      schema: {
        tags,
        summary: 'Delete a training example',
        description:
          'Its answer is not given any more. What was learned from it about its intent goes with the next training.',
        params: z.object({ datasetId: z.string(), exampleId: z.string() }),
        response: { 200: enveloped(z.null()) },
      },
    },
    async ({ principal, params: { datasetId, exampleId } }) => {
      await trainingDatasets.removeExample(principal, datasetId, exampleId);
      return success(null, 'The example is deleted');
    },
  );
}
