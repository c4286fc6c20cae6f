import { z } from 'zod';
import { id } from '../../../shared/api/common.ts';
import {
  document,
  documentList,
  documentListQuery,
  passageList,
  passageListQuery,
} from '../../../shared/api/knowledge-bases.ts';
import { sendMedia } from '../../http/send-media.ts';
import { DOCUMENT_FORM_BYTES_MAX, takeDocumentForm } from '../../http/uploads/document-form.ts';
import { type NativeApp, type NativeServices, toPagination } from '../native-app.ts';
import { toDocumentBody } from './knowledge-body.ts';

const baseParams = z.object({ knowledge_base_id: id });
const params = baseParams.extend({ document_id: id });
const tags = ['Knowledge'];

export function registerDocuments(app: NativeApp, services: NativeServices): void {
  const { documents } = services;

  app.get(
    '/knowledge-bases/:knowledge_base_id/documents',
    {
      schema: {
        tags,
        summary: 'List documents',
        description: 'Newest first, a page at a time.',
        params: baseParams,
        querystring: documentListQuery,
        response: { 200: documentList },
      },
    },
    async (request) => {
      const { page, limit } = request.query;
      const { knowledge_base_id } = request.params;
      const found = await documents.list(request.principal, knowledge_base_id, request.query);
      return {
        documents: found.documents.map(toDocumentBody),
        pagination: toPagination({ page, limit }, found.total),
      };
    },
  );

  app.post(
    '/knowledge-bases/:knowledge_base_id/documents',
    {
      config: { takesFile: true },
      schema: {
        tags,
        summary: 'Upload a document',
        description:
          'multipart/form-data with the document in the field `file`, and in `metadata`, before or after it, a JSON object that searches can be narrowed by. It is read in the background: `document_progress` on the WebSocket tells how far it is. The same bytes again: 200, the same id and `duplicate`. Other bytes under an old name take the place of the older document once they can be found.',
        params: baseParams,
        consumes: ['multipart/form-data'],
        response: { 200: document, 201: document },
      },
      bodyLimit: DOCUMENT_FORM_BYTES_MAX,
    },
    async (request, reply) => {
      const { knowledge_base_id } = request.params;
      const { document: added, duplicate } = await takeDocumentForm(services, request, knowledge_base_id);
      const body = toDocumentBody(added);
      return duplicate ? reply.code(200).send({ ...body, duplicate }) : reply.code(201).send(body);
    },
  );

  app.get(
    '/knowledge-bases/:knowledge_base_id/documents/:document_id',
    {
      schema: {
        tags,
        summary: 'One document',
        description: 'With how far it is, or why it cannot be read.',
        params,
        response: { 200: document },
      },
    },
    async (request) => {
      const { knowledge_base_id, document_id } = request.params;
      return toDocumentBody(await documents.get(request.principal, knowledge_base_id, document_id));
    },
  );

  app.delete(
    '/knowledge-bases/:knowledge_base_id/documents/:document_id',
    {
      schema: {
        tags,
        summary: 'Delete a document',
        description: 'With its original, its passages, and what answers have quoted from it as a source.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { knowledge_base_id, document_id } = request.params;
      await documents.remove(request.principal, knowledge_base_id, document_id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/knowledge-bases/:knowledge_base_id/documents/:document_id/passages',
    {
      schema: {
        tags,
        summary: 'Read a document',
        description:
          'Its passages in their order, as they were read: what stands around something that was found.',
        params,
        querystring: passageListQuery,
        response: { 200: passageList },
      },
    },
    async (request) => {
      const { knowledge_base_id, document_id } = request.params;
      return await documents.passages(request.principal, knowledge_base_id, document_id, request.query);
    },
  );

  app.get(
    '/knowledge-bases/:knowledge_base_id/documents/:document_id/file',
    {
      schema: {
        tags,
        summary: 'Download a document',
        description: 'The original, byte for byte.',
        params,
      },
    },
    async (request, reply) => {
      const { knowledge_base_id, document_id } = request.params;
      const { document: found, path } = await documents.fileOf(
        request.principal,
        knowledge_base_id,
        document_id,
      );
      // Never shown by a browser as a page of Tomo's own.
      const name = encodeURIComponent(found.filename);
      reply.header('Content-Disposition', `attachment; filename*=UTF-8''${name}`);
      return await sendMedia(reply, path, 'application/octet-stream');
    },
  );
}
