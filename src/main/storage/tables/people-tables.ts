import type { Generated } from 'kysely';

/** What people of one installation are to each other: what they show of themselves, and what they share. */

export interface PeopleTables {
  triggers: TriggersTable;
  trigger_switches: TriggerSwitchesTable;
  profiles: ProfilesTable;
  points_of_day: PointsOfDayTable;
  room_messages: RoomMessagesTable;
}

/** Phrases with a meaning. */
export interface TriggersTable {
  id: string;
  owner_id: string;
  /** The phrase that is looked for. */
  name: string;
  description: string;
  /** What joins the prompt. */
  content: string;
  is_public: 0 | 1;
  /** Grows with each change of `name` or `content`. */
  revision: number;
  created_at_ms: number;
  updated_at_ms: number;
}

/** Whether an account wants a trigger: its own are on until it says otherwise, those of others off. */
export interface TriggerSwitchesTable {
  user_id: string;
  trigger_id: string;
  is_on: 0 | 1;
  /** What it was when it was switched on: a changed trigger has to be switched on anew. */
  revision: number;
}

export interface ProfilesTable {
  user_id: string;
  /** Null where the account's own name does. */
  display_name: string | null;
  avatar_url: string | null;
  is_public: 0 | 1;
  experience_points: number;
}

/** What an account got on one day for one kind of activity. */
export interface PointsOfDayTable {
  user_id: string;
  /** Days since 1970, in UTC. */
  day: number;
  activity: string;
  points: number;
}

export interface RoomMessagesTable {
  /** The order in which they were said. */
  position: Generated<number>;
  id: string;
  user_id: string;
  content: string;
  created_at_ms: number;
}
