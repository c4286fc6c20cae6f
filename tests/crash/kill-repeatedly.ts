import { once } from 'node:events';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { RealtimeProbe } from '../support/realtime.ts';
import { type RunningTomo, startTomo, temporaryDirectory } from '../support/start-tomo.ts';

export interface KillReport {
  kills: number;
  /** Messages that the server had confirmed, and answers that it had called complete. */
  acknowledged: number;
  /** Those of them that were not there after a restart. */
  lost: string[];
  /** What SQLite says of the database at the end; `ok`. */
  integrity: string;
}

const CONVERSATIONS = 3;
/** To each conversation, before a kill. */
const MESSAGES = 8;
const LONGEST_DELAY_MS = 400;

/**
 * Kills a server with -9 in the middle of turns, again and again on the same data directory, and looks after each
 * restart whether everything is there that had been acknowledged.
 *
 * @param onKill is told after each.
 */
export async function killRepeatedly(
  kills: number,
  modelFile: string,
  onKill: (report: Omit<KillReport, 'integrity'>) => void = () => {},
): Promise<KillReport> {
  const dataDirectory = await temporaryDirectory();
  const start = () => startTomo({ dataDirectory, args: ['--model', modelFile] });
  /** Content by message id. */
  const acknowledged = new Map<string, string>();
  let unchecked = new Map<string, string>();
  const lost: string[] = [];
  let tomo = await start();
  const conversationIds = await makeConversations(tomo);

  for (let kill = 1; kill <= kills; kill++) {
    const delayMs = (kill * 83) % LONGEST_DELAY_MS;
    unchecked = await talkUntilKilled(tomo, conversationIds, kill, delayMs);
    for (const [id, content] of unchecked) acknowledged.set(id, content);
    tomo = await start();
    lost.push(...missing(unchecked, await storedMessages(tomo, conversationIds)));
    onKill({ kills: kill, acknowledged: acknowledged.size, lost });
  }

  const all = await storedMessages(tomo, conversationIds);
  lost.push(...missing(acknowledged, all).filter((id) => !lost.includes(id)));
  await tomo.stop();
  return { kills, acknowledged: acknowledged.size, lost, integrity: integrityOf(dataDirectory) };
}

async function makeConversations(tomo: RunningTomo): Promise<string[]> {
  const ids: string[] = [];
  for (let count = 0; count < CONVERSATIONS; count++) {
    ids.push(await tomo.newConversation());
  }
  return ids;
}

/** Talks in every conversation at once; the server dies `delayMs` after the first answer began. @returns what was acknowledged */
async function talkUntilKilled(
  tomo: RunningTomo,
  conversationIds: readonly string[],
  kill: number,
  delayMs: number,
): Promise<Map<string, string>> {
  const acknowledged = new Map<string, string>();
  const probe = await RealtimeProbe.open(tomo.url);
  let dead = false;
  const talk = async (conversationId: string) => {
    for (let count = 1; count <= MESSAGES && !dead; count++) {
      const content = `Message ${count} before kill ${kill}`;
      const path = `/v1/conversations/${conversationId}/messages`;
      const answer = await tomo.call('POST', path, { content }).catch(() => null);
      if (answer?.status === 200) acknowledged.set(answer.body.id, content);
      else if (answer !== null) throw new Error(`a message was answered with ${answer.status}`);
    }
  };
  const talking = conversationIds.map(talk);
  await probe.next('message_chunk');
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  const exit = once(tomo.process, 'exit');
  tomo.process.kill('SIGKILL');
  dead = true;
  await exit;
  await Promise.all(talking);
  for (const { message_id, content } of probe.of('message_complete')) acknowledged.set(message_id, content);
  return acknowledged;
}

async function storedMessages(
  tomo: RunningTomo,
  conversationIds: readonly string[],
): Promise<Map<string, string>> {
  const stored = new Map<string, string>();
  for (const id of conversationIds) {
    const { messages } = (await tomo.call('GET', `/v1/conversations/${id}`)).body;
    for (const message of messages) stored.set(message.id, message.content);
  }
  return stored;
}

function missing(expected: ReadonlyMap<string, string>, stored: ReadonlyMap<string, string>): string[] {
  return [...expected].filter(([id, content]) => stored.get(id) !== content).map(([id]) => id);
}

function integrityOf(dataDirectory: string): string {
  const db = new BetterSqlite3(join(dataDirectory, 'tomo.sqlite'), { readonly: true });
  try {
    return String(db.pragma('integrity_check', { simple: true }));
  } finally {
    db.close();
  }
}
