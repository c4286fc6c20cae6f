import { createHash } from 'node:crypto';
import type { Conversation } from '../chat/message.ts';

/**
 * Whose context it is: that of an account's end user with one character. The account itself has its id as the end user.
 * What one account's users said is no other account's, not even the owner's.
 */
export interface ContextPlace {
  userId: string;
  characterId: string;
  /** What the account calls whoever talks. */
  endUser: string;
}

/** Whose context a conversation belongs to; null for a visitor's, of whom nothing is kept. */
export function placeOfConversation({
  visitor,
  userId,
  characterId,
  endUser,
}: Pick<Conversation, 'visitor' | 'userId' | 'characterId' | 'endUser'>): ContextPlace | null {
  return visitor ? null : { userId, characterId, endUser: endUser ?? userId };
}

/** The columns of a place. */
export function placeColumns({ userId, characterId, endUser }: ContextPlace) {
  return { user_id: userId, character_id: characterId, end_user: endUser };
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** The same id for the same thing in the same place, which tells nothing about either. */
export function idInPlace(prefix: 'ent' | 'top', place: ContextPlace, key: string): string {
  const text = JSON.stringify([place.userId, place.characterId, place.endUser, key]);
  const bytes = createHash('sha256').update(text).digest().subarray(0, 26);
  return `${prefix}_${[...bytes].map((byte) => ALPHABET[byte & 31]).join('')}`;
}
