import { once } from 'node:events';
import { RealtimeProbe } from './realtime.ts';
import type { Answer, RunningTomo } from './start-tomo.ts';

/** Somebody without an account on a public page. */
export interface Visitor {
  token: string;
  conversationId: string;
  character: Answer['body'];
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  say(content: string, more?: object): Promise<Answer>;
  /** A WebSocket that is signed in and listens with speech. */
  listen(): Promise<RealtimeProbe>;
}

/** Makes a character and publishes it. @returns as `publish` answers */
export async function publishNew(tomo: RunningTomo, draft: object = {}): Promise<Answer['body']> {
  const made = await tomo.call('POST', '/v1/characters', { name: 'Ada', ...draft });
  return (await tomo.call('POST', `/v1/characters/${made.body.id}/publish`)).body;
}

/** A request with the visitor's token, or with none; JSON in, JSON out. */
export async function callPublic(
  tomo: RunningTomo,
  method: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<Answer> {
  return await tomo.call(method, path, body, { authorization: token === undefined ? '' : `Bearer ${token}` });
}

export async function visit(tomo: RunningTomo, ref: string): Promise<Visitor> {
  const begun = await callPublic(tomo, 'POST', `/public/characters/${ref}/visits`);
  if (begun.status !== 201) throw new Error(`no visit: ${JSON.stringify(begun.body)}`);
  const { token, conversation_id: conversationId, character } = begun.body;
  const call: Visitor['call'] = (method, path, body) => callPublic(tomo, method, path, body, token);
  return {
    token,
    conversationId,
    character,
    call,
    say: (content, more = {}) =>
      call('POST', `/public/conversations/${conversationId}/messages`, { content, ...more }),
    listen: async () => {
      const probe = await openVisitorSocket(tomo, token);
      await probe.next('auth_ok');
      probe.send({ type: 'subscribe', conversation_ids: [conversationId], speech: true });
      await probe.ping();
      return probe;
    },
  };
}

/** Connects to `/public/ws` and shows a token. */
export async function openVisitorSocket(tomo: RunningTomo, token: string): Promise<RealtimeProbe> {
  const probe = new RealtimeProbe(tomo.url, {}, '/public/ws');
  await once(probe.socket, 'open');
  probe.send({ type: 'auth', token });
  return probe;
}
