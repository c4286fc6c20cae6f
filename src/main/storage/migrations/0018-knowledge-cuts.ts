import type { Kysely } from 'kysely';

/** How long the passages of a knowledge base are, and what its maker said of it beside its name. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const change = () => db.schema.alterTable('knowledge_bases');
  await change().addColumn('passage_characters', 'integer').execute();
  await change().addColumn('overlap_characters', 'integer').execute();
  await change()
    .addColumn('metadata_json', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute();
  await change()
    .addColumn('said_json', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute();
}
