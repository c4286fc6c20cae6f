import type { OperationNotes } from '../../http/openapi/finish-operations.ts';

const time = '2026-01-15T13:00:00Z';
const pagination = { page: 1, limit: 20, total: 1, pages: 1 };

const base = {
  id: 'kb_789',
  owner_id: 'usr_123456',
  name: 'Product Documentation',
  description: 'Technical docs and user guides',
  created_at: time,
  updated_at: time,
  document_count: 0,
  total_chunks: 0,
};

const processing = {
  id: 'doc_456',
  knowledge_base_id: base.id,
  filename: 'user-guide.pdf',
  status: 'processing',
  chunks_created: 0,
  total_chunks: null,
  error: null,
  title: null,
  media_type: null,
  page_count: null,
  byte_count: 1_482_113,
  metadata: { product: 'bicycle', year: 2026 },
  created_at: time,
  updated_at: time,
};

const ready = {
  ...processing,
  status: 'ready',
  chunks_created: 812,
  total_chunks: 812,
  title: 'User guide',
  media_type: 'application/pdf',
  page_count: 300,
};

const passage = {
  position: 311,
  content: 'Check the brake pads every month. Replace them when less than 2 mm is left.',
  heading: 'Maintenance › Brakes',
  page: 112,
};

/** What the API's document shows of each operation with knowledge bases. */
export const KNOWLEDGE_OPERATIONS: Record<string, OperationNotes> = {
  'GET /v1/knowledge-bases': { response: { knowledge_bases: [base], pagination } },
  'POST /v1/knowledge-bases': {
    request: { name: base.name, description: base.description },
    response: base,
  },
  'GET /v1/knowledge-bases/{knowledge_base_id}': { response: base },
  'PUT /v1/knowledge-bases/{knowledge_base_id}': {
    request: { name: 'User guides' },
    response: { ...base, name: 'User guides' },
  },
  'POST /v1/knowledge-bases/{knowledge_base_id}/search': {
    request: { query: 'How often do I check the brake pads?', limit: 5, filter: { year: { gte: 2025 } } },
    response: {
      results: [
        {
          ...passage,
          score: 0.74,
          scores: { text: 0.82, vector: 0.66 },
          document_id: ready.id,
          filename: ready.filename,
          metadata: ready.metadata,
        },
      ],
      query_ms: 3.1,
    },
  },
  'GET /v1/knowledge-bases/{knowledge_base_id}/documents': { response: { documents: [ready], pagination } },
  'POST /v1/knowledge-bases/{knowledge_base_id}/documents': {
    body: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          properties: {
            file: { type: 'string', format: 'binary' },
            metadata: { type: 'string', description: 'A JSON object' },
          },
          required: ['file'],
        },
      },
    },
    response: processing,
  },
  'GET /v1/knowledge-bases/{knowledge_base_id}/documents/{document_id}': { response: ready },
  'GET /v1/knowledge-bases/{knowledge_base_id}/documents/{document_id}/passages': {
    response: { passages: [{ ...passage, start: 150_112, end: 150_187 }], total: 812 },
  },
  'GET /v1/knowledge-bases/{knowledge_base_id}/documents/{document_id}/file': {
    answers: 'application/octet-stream',
  },
};
