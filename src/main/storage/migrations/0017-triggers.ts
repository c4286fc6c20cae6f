/** Of what sessions and users are counted by. */
export const QUARTER_MS = 900_000;
/** Where the counted question of a message is; `m` is the message of the user, `s` its session. */
const COUNTED = '(character, asked_ms, message)';
const questionOf = (answer: 'new' | 'old') =>
  `(select s.character, m.created_at_ms, m.position from messages m
    join counted_sessions s on s.conversation_id = m.conversation_id where m.id = ${answer}.reply_to)`;
const questionOfRated = (rating: 'new' | 'old') =>
  `(select s.character, m.created_at_ms, m.position from messages a
    join messages m on m.id = a.reply_to
    join counted_sessions s on s.conversation_id = m.conversation_id where a.id = ${rating}.message_id)`;
/** The quarter of an hour that a question is in. */
const QUARTER = '(character, quarter, session)';
const quarterOf = (row: 'new' | 'old') =>
  `(${row}.character, ${row}.asked_ms / ${QUARTER_MS}, ${row}.session)`;
/** The next quarter in which its session, or its user, was heard. */
const nextOfSession = (row: 'new' | 'old') =>
  `(select q.character, q.quarter, q.session from counted_quarters q where q.session = ${row}.session
    and q.quarter > ${row}.quarter order by q.quarter limit 1)`;
const nextOfUser = (row: 'new' | 'old') =>
  `(select q.character, q.quarter, q.session from counted_quarters q where q.user = ${row}.user
    and (q.quarter, q.session) > (${row}.quarter, ${row}.session) order by q.quarter, q.session limit 1)`;
const PROBABILITY = 'cast(round(new.intent_probability * 1000000) as integer)';
const USER = 'case c.visitor when 1 then c.id else coalesce(c.end_user, c.user_id) end';

/**
 * Keep `counted_questions` and what belongs to it as messages, answers and ratings are. A conversation that is removed
 * takes its session along by its key, and the session its questions; what is heard after them is told so.
 */
export const KEEP_COUNTED: readonly string[] = [
  `create trigger counted_question_asked after insert on messages when new.role = 'user' begin
    insert into counted_characters (character_id)
      select c.character_id from conversations c where c.id = new.conversation_id
        and not exists (select 1 from counted_characters k where k.character_id = c.character_id);
    insert into counted_users (character, name)
      select k.number, ${USER} from conversations c
        join counted_characters k on k.character_id = c.character_id where c.id = new.conversation_id
        and not exists (select 1 from counted_users u where u.character = k.number and u.name = ${USER});
    insert into counted_sessions (conversation_id, character, questions)
      select c.id, k.number, 0 from conversations c
        join counted_characters k on k.character_id = c.character_id where c.id = new.conversation_id
        and not exists (select 1 from counted_sessions s where s.conversation_id = c.id);
    insert into counted_questions (character, asked_ms, message, session, user, intent, probability)
      select s.character, new.created_at_ms, new.position, s.number, u.number, new.intent, ${PROBABILITY}
        from conversations c join counted_sessions s on s.conversation_id = c.id
        join counted_users u on u.character = s.character and u.name = ${USER}
        where c.id = new.conversation_id;
  end`,
  `create trigger counted_question_added after insert on counted_questions begin
    insert into counted_quarters (character, quarter, session, user, questions, answers)
      select new.character, new.asked_ms / ${QUARTER_MS}, new.session, new.user, 0, 0
        where not exists (select 1 from counted_quarters where ${QUARTER} = ${quarterOf('new')});
    update counted_quarters set questions = questions + 1, answers = answers + (new.answer is not null)
      where ${QUARTER} = ${quarterOf('new')};
    update counted_sessions set questions = questions + 1,
      first_ms = min(coalesce(first_ms, new.asked_ms), new.asked_ms),
      last_ms = max(coalesce(last_ms, new.asked_ms), new.asked_ms) where number = new.session;
  end`,
  `create trigger counted_question_answered after update of answer on counted_questions
    when (old.answer is null) <> (new.answer is null) begin
    update counted_quarters set answers = answers + (new.answer is not null) - (old.answer is not null)
      where ${QUARTER} = ${quarterOf('new')};
  end`,
  `create trigger counted_question_removed after delete on counted_questions begin
    update counted_quarters set questions = questions - 1, answers = answers - (old.answer is not null)
      where ${QUARTER} = ${quarterOf('old')};
    delete from counted_quarters where ${QUARTER} = ${quarterOf('old')} and questions <= 0;
    update counted_sessions set questions = questions - 1,
      first_ms = (select min(q.asked_ms) from counted_questions q where q.session = old.session),
      last_ms = (select max(q.asked_ms) from counted_questions q where q.session = old.session)
      where number = old.session;
    delete from counted_sessions where number = old.session and questions <= 0;
  end`,
  `create trigger counted_quarter_added after insert on counted_quarters begin
    update counted_quarters set
      session_before = (select max(q.quarter) from counted_quarters q
        where q.session = new.session and q.quarter < new.quarter),
      user_before = (select max(q.quarter) from counted_quarters q
        where q.user = new.user and (q.quarter, q.session) < (new.quarter, new.session))
      where ${QUARTER} = (new.character, new.quarter, new.session);
    update counted_quarters set session_before = new.quarter where ${QUARTER} = ${nextOfSession('new')};
    update counted_quarters set user_before = new.quarter where ${QUARTER} = ${nextOfUser('new')};
  end`,
  `create trigger counted_quarter_removed after delete on counted_quarters begin
    update counted_quarters set session_before = old.session_before where ${QUARTER} = ${nextOfSession('old')};
    update counted_quarters set user_before = old.user_before where ${QUARTER} = ${nextOfUser('old')};
    delete from counted_users where number = old.user
      and not exists (select 1 from counted_quarters q where q.user = old.user);
  end`,
  `create trigger counted_question_gone after delete on messages when old.role = 'user' begin
    delete from counted_questions where character =
      (select s.character from counted_sessions s where s.conversation_id = old.conversation_id)
      and asked_ms = old.created_at_ms and message = old.position;
  end`,
  `create trigger counted_question_understood after update of intent, intent_probability on messages
    when new.role = 'user' begin
    update counted_questions set intent = new.intent, probability = ${PROBABILITY} where character =
      (select s.character from counted_sessions s where s.conversation_id = new.conversation_id)
      and asked_ms = new.created_at_ms and message = new.position;
  end`,
  `create trigger counted_answer_given after insert on messages
    when new.role = 'assistant' and new.reply_to is not null begin
    update counted_questions set answer = new.position, answer_ms = new.answer_ms
      where ${COUNTED} = ${questionOf('new')};
  end`,
  `create trigger counted_answer_timed after update of answer_ms on messages
    when new.role = 'assistant' and new.reply_to is not null begin
    update counted_questions set answer_ms = new.answer_ms
      where ${COUNTED} = ${questionOf('new')} and answer = new.position;
  end`,
  `create trigger counted_answer_gone after delete on messages
    when old.role = 'assistant' and old.reply_to is not null begin
    update counted_questions set answer = null, answer_ms = null, rating = null
      where ${COUNTED} = ${questionOf('old')} and answer = old.position;
  end`,
  `create trigger counted_rating_given after insert on message_ratings begin
    update counted_questions set rating = new.rating where ${COUNTED} = ${questionOfRated('new')};
  end`,
  `create trigger counted_rating_changed after update of rating on message_ratings begin
    update counted_questions set rating = new.rating where ${COUNTED} = ${questionOfRated('new')};
  end`,
  `create trigger counted_rating_gone after delete on message_ratings begin
    update counted_questions set rating = null where ${COUNTED} = ${questionOfRated('old')};
  end`,
];
