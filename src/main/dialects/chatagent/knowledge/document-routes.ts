import { z } from 'zod';
import { DOCUMENT_FORM_BYTES_MAX, takeDocumentForm } from '../../../http/uploads/document-form.ts';
import type { DialectApp, DialectServices } from '../../dialect.ts';
import { languageOf } from '../messages/language.ts';
import { textFor } from '../messages/text-for.ts';
import { document, documentList, documentListQuery, toDocumentBody } from './document-body.ts';

const tags = ['Knowledge'];
const baseParams = z.object({ base_id: z.string() });
const params = baseParams.extend({ document_id: z.string() });

export function registerDocuments(app: DialectApp, services: DialectServices): void {
  const { documents } = services;

  app.post(
    '/api/v1/knowledge/bases/:base_id/documents',
    {
      config: { takesFile: true },
      bodyLimit: DOCUMENT_FORM_BYTES_MAX,
      schema: {
        tags,
        summary: 'Add a document',
        description:
          'multipart/form-data with the document in the field `file`, and in `metadata`, before or after it, a JSON ' +
          'object that searches can be narrowed by. It is read in the background: its status tells how far it is. ' +
          'The same bytes again: 200 and the same id.',
        params: baseParams,
        consumes: ['multipart/form-data'],
        response: { 200: document, 201: document },
      },
    },
    async (request, reply) => {
      const added = await takeDocumentForm(services, request, request.params.base_id);
      const language = languageOf(request);
      const body = toDocumentBody(added.document, language);
      if (!added.duplicate) return reply.code(201).send(body);
      return { ...body, message: textFor(language, 'document_unchanged') };
    },
  );

  app.get(
    '/api/v1/knowledge/bases/:base_id/documents',
    {
      schema: {
        tags,
        summary: 'The documents of a knowledge base',
        description: 'Newest first.',
        params: baseParams,
        querystring: documentListQuery,
        response: { 200: documentList },
      },
    },
    async (request) => {
      const { limit, offset } = request.query;
      const found = await documents.list(request.principal, request.params.base_id, request.query);
      const language = languageOf(request);
      const shown = found.documents.map((one) => toDocumentBody(one, language));
      return { documents: shown, total: found.total, limit, offset };
    },
  );

  app.get(
    '/api/v1/knowledge/bases/:base_id/documents/:document_id',
    { schema: { tags, summary: 'One document', params, response: { 200: document } } },
    async (request) => {
      const { base_id, document_id } = request.params;
      return toDocumentBody(
        await documents.get(request.principal, base_id, document_id),
        languageOf(request),
      );
    },
  );

  app.delete(
    '/api/v1/knowledge/bases/:base_id/documents/:document_id',
    {
      schema: {
        tags,
        summary: 'Delete a document',
        description: 'With its original, and what answers have quoted from it as a source.',
        params,
        response: {
          200: z.object({ success: z.literal(true), message: z.string(), document_id: z.string() }),
        },
      },
    },
    async (request) => {
      const { base_id, document_id } = request.params;
      await documents.remove(request.principal, base_id, document_id);
      const message = textFor(languageOf(request), 'document_deleted');
      return { success: true as const, message, document_id };
    },
  );
}
