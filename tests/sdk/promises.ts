import type { z } from 'zod';
import type * as sdk from '../../sdk/js/src/index.ts';
import type { account, apiKey } from '../../src/shared/api/accounts.ts';
import type { character } from '../../src/shared/api/characters.ts';
import type { conversation, conversationSummary, message } from '../../src/shared/api/conversations.ts';
import type { status } from '../../src/shared/api/status.ts';
import type { voice } from '../../src/shared/api/voices.ts';
import type { vrmModel } from '../../src/shared/api/vrm-models.ts';

type CamelKey<K> = K extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelKey<Tail>>}` : K;
type Camel<T> = T extends readonly (infer Item)[]
  ? Camel<Item>[]
  : T extends object
    ? { [Key in keyof T as CamelKey<Key>]: Camel<T[Key]> }
    : T;
/** What the server sends, as the library gives it on: every promise of the library's types must be in it. */
type Keeps<Promised, Schema extends z.ZodType & { _output: unknown }> =
  Camel<z.infer<Schema>> extends Promised ? true : { broken: Promised };
type AllKept<Kept extends readonly true[]> = Kept;

/** Does not compile when a schema of the server and a type of the library part ways. */
export type PromisesOfTheLibrary = AllKept<
  [
    Keeps<sdk.Character, typeof character>,
    Keeps<sdk.Message, typeof message>,
    Keeps<sdk.ConversationData, typeof conversation>,
    Keeps<sdk.ConversationSummary, typeof conversationSummary>,
    Keeps<sdk.VrmModel, typeof vrmModel>,
    Keeps<sdk.Voice, typeof voice>,
    Keeps<sdk.Account, typeof account>,
    Keeps<sdk.ApiKey, typeof apiKey>,
    Keeps<sdk.Status, typeof status>,
  ]
>;
