import fastifyWebsocket from '@fastify/websocket';
import Fastify from 'fastify';

/** What the bare server sends: for every request, and for every frame that comes over a WebSocket. */
export interface BareAnswers {
  body?: string;
  frames?: string[];
}

const { body = '', frames = [] } = JSON.parse(process.argv[2] ?? '{}') as BareAnswers;
const app = Fastify();
await app.register(fastifyWebsocket);
const JSON_TYPE = 'application/json; charset=utf-8';
app.get('/same', (_request, reply) => reply.type(JSON_TYPE).send(body));
app.post('/same', (_request, reply) => reply.type(JSON_TYPE).send(body));
app.get('/ws', { websocket: true }, (socket) => {
  socket.on('message', () => {
    for (const frame of frames) socket.send(frame);
  });
});
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
