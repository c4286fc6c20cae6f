import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/domain-error.ts';
import type { KnowledgeBaseService } from '../../domain/knowledge/bases/knowledge-base-service.ts';
import { DOCUMENT_BYTES_MAX, documentTooLarge } from '../../domain/knowledge/documents/document-quota.ts';
import type { AddedDocument, DocumentService } from '../../domain/knowledge/documents/document-service.ts';
import { readMetadataField } from './metadata-field.ts';

/** A document, and what a form has around it. */
export const DOCUMENT_FORM_BYTES_MAX = DOCUMENT_BYTES_MAX + 64 * 1024;

interface DocumentFormServices {
  documents: DocumentService;
  knowledgeBases: KnowledgeBaseService;
}

/**
 * Takes the document of a form, in the field `file`, as it comes, and its metadata, a JSON object in the field
 * `metadata`, before or after it.
 *
 * @throws DomainError `not_found`, `invalid`, `too_large`, `conflict`
 */
export async function takeDocumentForm(
  { documents, knowledgeBases }: DocumentFormServices,
  request: FastifyRequest,
  baseId: string,
): Promise<AddedDocument> {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > DOCUMENT_FORM_BYTES_MAX) throw documentTooLarge(DOCUMENT_BYTES_MAX);
  await knowledgeBases.get(request.principal, baseId);
  const missing = new DomainError('invalid', 'Send the document as multipart/form-data in the field file', {
    field: 'file',
  });
  if (!request.isMultipart()) throw missing;
  const parts = request.parts({ limits: { fileSize: DOCUMENT_BYTES_MAX + 1 } });
  let field: string | undefined;
  const readFields = async (): Promise<MultipartFile | null> => {
    for (;;) {
      const { value: part } = await parts.next();
      if (part === undefined) return null;
      if (part.type === 'file') return part;
      // One that says it is JSON was read as that already.
      const { value } = part;
      if (part.fieldname === 'metadata') field = typeof value === 'string' ? value : JSON.stringify(value);
    }
  };
  const upload = await readFields();
  if (upload === null) throw missing;
  return await documents.add(request.principal, baseId, {
    filename: upload.filename ?? '',
    source: upload.file,
    metadata: async () => {
      await readFields();
      return readMetadataField(field);
    },
  });
}
