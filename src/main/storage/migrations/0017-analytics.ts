import { type Kysely, sql } from 'kysely';
import { KEEP_COUNTED, QUARTER_MS } from './0017-triggers.ts';

/**
 * What is counted of conversations, and what characters learn from them.
 *
 * `counted_questions` holds each message of a user once more, as numbers in the order of time, and `counted_quarters`
 * how many of them each session has in each quarter of an hour: clocks all over the world differ by whole quarters.
 * With each quarter stands in which one its session and its user were heard before, so that sessions and users of a
 * range are counted by reading it once: those that were not heard since it began. Triggers keep all of it up, in the
 * transaction of whatever changes messages.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createCounted(db);
  await countWhatIsThere(db);
  await db.schema
    .createIndex('counted_questions_by_session')
    .on('counted_questions')
    .columns(['session', 'asked_ms', 'message'])
    .execute();
  await db.schema
    .createIndex('counted_quarters_by_session')
    .on('counted_quarters')
    .columns(['session', 'quarter'])
    .execute();
  await db.schema
    .createIndex('counted_quarters_by_user')
    .on('counted_quarters')
    .columns(['user', 'quarter', 'session'])
    .execute();
  await sql`create index counted_questions_by_intent
    on counted_questions (character, intent, asked_ms, probability) where intent is not null`.execute(db);
  await sql`create index counted_questions_by_rating
    on counted_questions (character, asked_ms, rating) where rating is not null`.execute(db);
  await db.schema
    .createIndex('counted_sessions_by_beginning')
    .on('counted_sessions')
    .columns(['character', 'first_ms', 'questions', 'last_ms'])
    .execute();
  for (const trigger of KEEP_COUNTED) await sql.raw(trigger).execute(db);
  await createLearning(db);
}

async function createCounted(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('counted_characters')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('character_id', 'text', (column) =>
      column.notNull().unique().references('characters.id').onDelete('cascade'),
    )
    .execute();
  await db.schema
    .createTable('counted_users')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('character', 'integer', (column) =>
      column.notNull().references('counted_characters.number').onDelete('cascade'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addUniqueConstraint('counted_users_name', ['character', 'name'])
    .execute();
  await db.schema
    .createTable('counted_sessions')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('conversation_id', 'text', (column) =>
      column.notNull().unique().references('conversations.id').onDelete('cascade'),
    )
    .addColumn('character', 'integer', (column) =>
      column.notNull().references('counted_characters.number').onDelete('cascade'),
    )
    .addColumn('questions', 'integer', (column) => column.notNull())
    .addColumn('first_ms', 'bigint')
    .addColumn('last_ms', 'bigint')
    .execute();
  // In the order of its key and nothing else: SQLite reads a range of it from end to end.
  await sql`create table counted_questions (
    character integer not null,
    asked_ms integer not null,
    message integer not null,
    answer_ms integer,
    rating integer,
    session integer not null references counted_sessions (number) on delete cascade,
    user integer not null,
    answer integer,
    probability integer,
    intent text,
    primary key (character, asked_ms, message)
  ) without rowid`.execute(db);
  await sql`create table counted_quarters (
    character integer not null,
    quarter integer not null,
    session integer not null references counted_sessions (number) on delete cascade,
    questions integer not null,
    answers integer not null,
    session_before integer,
    user_before integer,
    user integer not null,
    primary key (character, quarter, session)
  ) without rowid`.execute(db);
}

async function countWhatIsThere(db: Kysely<unknown>): Promise<void> {
  await sql`insert into counted_characters (character_id)
    select distinct c.character_id from conversations c`.execute(db);
  await sql`insert into counted_users (character, name)
    select distinct k.number, case c.visitor when 1 then c.id else coalesce(c.end_user, c.user_id) end
    from conversations c join counted_characters k on k.character_id = c.character_id
    where exists (select 1 from messages m where m.conversation_id = c.id and m.role = 'user')`.execute(db);
  await sql`insert into counted_sessions (conversation_id, character, questions, first_ms, last_ms)
    select c.id, k.number, count(*), min(m.created_at_ms), max(m.created_at_ms)
    from conversations c join counted_characters k on k.character_id = c.character_id
      join messages m on m.conversation_id = c.id and m.role = 'user'
    group by c.id`.execute(db);
  await sql`insert into counted_questions
    select s.character, m.created_at_ms, m.position,
      a.answer_ms, r.rating, s.number, u.number, a.position,
      cast(round(m.intent_probability * 1000000) as integer), m.intent
    from messages m
      join counted_sessions s on s.conversation_id = m.conversation_id
      join conversations c on c.id = m.conversation_id
      join counted_users u on u.character = s.character
        and u.name = case c.visitor when 1 then c.id else coalesce(c.end_user, c.user_id) end
      left join (select reply_to, max(position) as position from messages
        where role = 'assistant' and reply_to is not null group by reply_to) l on l.reply_to = m.id
      left join messages a on a.position = l.position
      left join message_ratings r on r.message_id = a.id
    where m.role = 'user'`.execute(db);
  await sql`insert into counted_quarters
    select character, quarter, session, questions, answers,
      lag(quarter) over (partition by session order by quarter),
      lag(quarter) over (partition by user order by quarter, session), user
    from (select character, asked_ms / ${sql.lit(QUARTER_MS)} as quarter, session, user, count(*) as questions,
        count(answer) as answers
      from counted_questions group by character, quarter, session)`.execute(db);
}

async function createLearning(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('learning_items')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('character_id', 'text', (column) =>
      column.notNull().references('characters.id').onDelete('cascade'),
    )
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('question', 'text')
    .addColumn('answer', 'text')
    .addColumn('answer_source_json', 'text')
    .addColumn('document_id', 'text')
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('applied_at_ms', 'bigint')
    .execute();
  await db.schema
    .createIndex('learning_items_by_character')
    .on('learning_items')
    .columns(['character_id', 'status', 'created_at_ms'])
    .execute();
  await db.schema
    .createTable('learning_examples')
    .addColumn('item_id', 'text', (column) =>
      column.notNull().references('learning_items.id').onDelete('cascade'),
    )
    .addColumn('message_id', 'text', (column) =>
      column.primaryKey().references('messages.id').onDelete('cascade'),
    )
    .addColumn('likeness', 'real', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('learning_examples_by_item')
    .on('learning_examples')
    .columns(['item_id', 'likeness'])
    .execute();
  await db.schema
    .createTable('learning_phrasings')
    .addColumn('item_id', 'text', (column) =>
      column.notNull().references('learning_items.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('learning_phrasings_key', ['item_id', 'position'])
    .execute();
  // What nobody has agreed to yet is gone with the last message that asked it.
  await sql`create trigger learning_example_gone after delete on learning_examples begin
    delete from learning_items where id = old.item_id and question is null
      and not exists (select 1 from learning_examples where item_id = old.item_id);
  end`.execute(db); // What was only proposed goes with the document that it stood in.
  await sql`create trigger learning_document_gone after delete on documents begin
    update learning_items set answer = null, answer_source_json = null
      where status in ('pending', 'rejected') and json_extract(answer_source_json, '$.documentId') = old.id;
  end`.execute(db);
}
