/*
 * What is known of whoever talks to a character: an end user of an account, who has a name of the account's choice; the
 * account itself has its id. All of it goes with the account and the character, and what was learnt from a message goes
 * with the message.
 */

/** Whose it is. */
interface ContextPlaceColumns {
  user_id: string;
  character_id: string;
  end_user: string;
}

/** What an application told about somebody. */
export interface ContextDataTable extends ContextPlaceColumns {
  data_json: string;
  created_at_ms: number;
  updated_at_ms: number;
}

/** Each time that a topic came up. */
export interface TopicMentionsTable extends ContextPlaceColumns {
  id: string;
  /** The same for every mention of one topic in one place. */
  topic_id: string;
  name: string;
  /** What it weighed at that time. */
  weight: number;
  mentioned_at_ms: number;
  /** Null where a client set it. */
  message_id: string | null;
}

/** Each time that somebody or something was named. */
export interface EntityMentionsTable extends ContextPlaceColumns {
  id: string;
  /** The same for every mention of one entity in one place. */
  entity_id: string;
  kind: string;
  name: string;
  gender: string | null;
  /** Of relatives and pets: what they are to the user. */
  relation: string | null;
  details_json: string;
  confidence: number;
  mentioned_at_ms: number;
  /** Null where a client added it. */
  message_id: string | null;
}

/** Messages that nobody has looked through yet for topics and entities. */
export interface ContextUnreadTable {
  message_id: string;
}
