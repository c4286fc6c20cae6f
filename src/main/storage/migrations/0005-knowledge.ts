import type { Kysely } from 'kysely';

/** Knowledge bases, their documents, the passages of these, and what answers have quoted from them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('knowledge_bases')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('owner_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('knowledge_bases_by_owner')
    .on('knowledge_bases')
    .columns(['owner_id', 'created_at_ms'])
    .execute();

  await db.schema
    .createTable('documents')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('knowledge_base_id', 'text', (column) =>
      column.notNull().references('knowledge_bases.id').onDelete('cascade'),
    )
    .addColumn('filename', 'text', (column) => column.notNull())
    .addColumn('media_type', 'text')
    .addColumn('title', 'text')
    .addColumn('byte_count', 'bigint', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('page_count', 'integer')
    .addColumn('metadata_json', 'text', (column) => column.notNull())
    .addColumn('warnings_json', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('error_code', 'text')
    .addColumn('error_message', 'text')
    .addColumn('passage_count', 'integer')
    .addColumn('indexed_count', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('documents_by_knowledge_base')
    .on('documents')
    .columns(['knowledge_base_id', 'created_at_ms'])
    .execute();
  await db.schema
    .createIndex('documents_by_content')
    .on('documents')
    .columns(['knowledge_base_id', 'content_hash'])
    .execute();
  await db.schema
    .createIndex('documents_by_status')
    .on('documents')
    .columns(['status', 'created_at_ms'])
    .execute();

  await db.schema
    .createTable('passages')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('document_id', 'text', (column) =>
      column.notNull().references('documents.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('heading', 'text')
    .addColumn('page', 'integer')
    .addColumn('start_char', 'integer', (column) => column.notNull())
    .addColumn('end_char', 'integer', (column) => column.notNull())
    .addColumn('token_count', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('passages_by_document')
    .on('passages')
    .columns(['document_id', 'position'])
    .execute();

  await db.schema
    .createTable('message_citations')
    .addColumn('message_id', 'text', (column) =>
      column.notNull().references('messages.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('document_id', 'text', (column) =>
      column.notNull().references('documents.id').onDelete('cascade'),
    )
    .addColumn('page', 'integer')
    .addColumn('passage_position', 'integer', (column) => column.notNull())
    .addColumn('quote', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('message_citations_key', ['message_id', 'position'])
    .execute();
  await db.schema
    .createIndex('message_citations_by_document')
    .on('message_citations')
    .column('document_id')
    .execute();
}
