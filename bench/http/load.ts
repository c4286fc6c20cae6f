import { Agent, request } from 'node:http';
import { KEY } from '../../tests/support/start-tomo.ts';

/** What one round of load found. */
export interface Round {
  perSecond: number;
  latenciesMs: number[];
}

export interface Load {
  connections: number;
  /** Asked by each connection, one after the other. */
  requests: number;
  /** The address and the body of a connection's requests; without a body it is a GET. */
  target(connection: number): { url: string; body?: string };
}

/** Has every connection ask as often as it can. */
export async function load({ connections, requests, target }: Load): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latenciesMs: number[] = [];
  const startMs = performance.now();
  const ask = async (connection: number) => {
    const { url, body } = target(connection);
    for (let count = 0; count < requests; count++) {
      const sentMs = performance.now();
      await send(url, agent, body);
      latenciesMs.push(performance.now() - sentMs);
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, connection) => ask(connection)));
  const seconds = (performance.now() - startMs) / 1000;
  agent.destroy();
  return { perSecond: latenciesMs.length / seconds, latenciesMs };
}

function send(url: string, agent: Agent, body?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const sent = request(url, { agent, headers, method: body === undefined ? 'GET' : 'POST' }, (response) => {
      response.resume();
      response.once('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
