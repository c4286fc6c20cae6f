import { randomBytes } from 'node:crypto';

/** What an id names; its prefix says so to whoever reads it. */
export type IdPrefix =
  | 'usr'
  | 'ses'
  | 'key'
  | 'chr'
  | 'conv'
  | 'msg'
  | 'vrm'
  | 'kb'
  | 'doc'
  | 'mem'
  | 'med'
  | 'tds'
  | 'tex'
  | 'trn'
  | 'whk'
  | 'whd'
  | 'out'
  | 'trg'
  | 'room'
  | 'psn'
  | 'ent'
  | 'top'
  | 'lrn';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new random id such as `conv_7k0v…`: the prefix, then 130 random bits in Crockford's base 32 (26 letters).
 */
export function newId(prefix: IdPrefix): string {
  const bytes = randomBytes(26);
  let text = '';
  for (const byte of bytes) text += ALPHABET[byte & 31];
  return `${prefix}_${text}`;
}
