import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A model server, as Tomo takes any, that has its answer ready: what is left of a turn is Tomo's own work. */
const WORDS = [
  'Hello',
  ' there',
  '!',
  ' I',
  ' am',
  ' an',
  ' instant',
  ' model',
  '.',
  ' How',
  ' are',
  ' you',
  '?',
];
const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`;
const ANSWER = [
  ...WORDS.map((content) => event({ choices: [{ delta: { content }, finish_reason: null }] })),
  event({
    choices: [{ delta: {}, finish_reason: 'stop' }],
    usage: { prompt_tokens: 30, completion_tokens: WORDS.length },
  }),
  'data: [DONE]\n\n',
];

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const part of ANSWER) response.write(part);
    response.end();
  });
});
// Longer than any pause between the rounds: a connection that ends while it is taken again is a failed turn.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
