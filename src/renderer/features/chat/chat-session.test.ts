import { expect, test } from 'vitest';
import type { MessageBody } from '../../../shared/api/conversations.ts';
import type { ServerFrame } from '../../../shared/realtime.ts';
import { ApiError, UnreachableError } from '../../api/http-client.ts';
import type { RealtimeHandlers } from '../../api/realtime-client.ts';
import type { OpenConversation } from './chat-entry.ts';
import { ChatSession, type ChatSessionOptions } from './chat-session.ts';

const ID = { conversation_id: 'conv_1' };
const USAGE = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

function stored(id: string, role: 'user' | 'assistant', content: string): MessageBody {
  return { id, role, content, timestamp: '2026-01-01T00:00:00.000Z' };
}

function conversation(messages: MessageBody[] = [], id = 'conv_1'): OpenConversation {
  return { id, messages };
}

function received(id: string, content: string): ServerFrame {
  return { type: 'message_received', ...ID, message_id: id, content };
}

function chunk(id: string, content: string): ServerFrame {
  return { type: 'message_chunk', ...ID, message_id: id, content, is_final: false };
}

function complete(id: string, content: string): ServerFrame {
  return {
    type: 'message_complete',
    ...ID,
    message_id: id,
    content,
    audio_url: null,
    emotion: 'neutral',
    animation_triggers: [],
    usage: USAGE,
    citations: [],
    memories: [],
  };
}

function interrupted(id: string, content: string): ServerFrame {
  return { type: 'message_interrupted', ...ID, message_id: id, content };
}

function speech(id: string): ServerFrame {
  return {
    type: 'speech_chunk',
    ...ID,
    message_id: id,
    index: 0,
    text: 'Hi.',
    audio: { format: 'wav', sample_rate: 22_050, data: '' },
    duration_ms: 100,
    visemes: [],
    emotion: 'neutral',
    gestures: [],
    is_final: true,
  };
}

/** A session whose server is this test: requests wait until it answers them. */
function open(start = conversation(), state: 'open' | 'connecting' = 'open') {
  const requests: { content: string; resolve(message: MessageBody): void; reject(error: Error): void }[] = [];
  const spoken: string[] = [];
  const did: string[] = [];
  let handlers: RealtimeHandlers | undefined;
  let onServer = start;
  const options: ChatSessionOptions = {
    conversation: start,
    api: {
      send: (_id, content, whenBusy) => {
        did.push(`send ${whenBusy}`);
        return new Promise((resolve, reject) => requests.push({ content, resolve, reject }));
      },
      conversation: async () => onServer,
    },
    voice: {
      speaking: false,
      enqueue: ({ message_id: id }) => spoken.push(id),
      interrupt: () => did.push('voice interrupt'),
      on: () => () => {},
    },
    connect: (given) => {
      handlers = given;
      return {
        follow: (id) => did.push(`follow ${id}`),
        interrupt: (id) => did.push(`interrupt ${id}`),
        close: () => did.push('close'),
      };
    },
  };
  const session = new ChatSession(options);
  const frames = (...given: ServerFrame[]): void => {
    for (const frame of given) handlers?.onFrame(frame);
  };
  const connection = (state: Parameters<RealtimeHandlers['onState']>[0]): void => handlers?.onState(state);
  connection(state);
  return {
    session,
    requests,
    spoken,
    did,
    frames,
    connection,
    setOnServer: (messages: MessageBody[]) => {
      onServer = conversation(messages);
    },
    texts: () => session.state.value.entries.map(({ role, text, state }) => `${role} ${state}: ${text}`),
    phase: () => session.state.value.phase,
  };
}

test('a message is shown at once, and once, when its frame comes before its response', async () => {
  const { session, requests, frames, texts, phase } = open();
  const sent = session.send('  hello ');
  expect(texts()).toEqual(['user sending: hello']);
  expect(phase()).toBe('thinking');
  const key = session.state.value.entries[0]?.key;
  frames(received('msg_1', 'hello'));
  requests[0]?.resolve(stored('msg_1', 'user', 'hello'));
  await sent;
  expect(texts()).toEqual(['user complete: hello']);
  expect(session.state.value.entries[0]).toMatchObject({ key, id: 'msg_1' });
});

test('a message is shown once when its response comes before its frame', async () => {
  const { session, requests, frames, texts, phase } = open();
  const sent = session.send('hello');
  requests[0]?.resolve(stored('msg_1', 'user', 'hello'));
  await sent;
  frames(received('msg_1', 'hello'));
  expect(texts()).toEqual(['user complete: hello']);
  frames(chunk('msg_2', 'Hi'), complete('msg_2', 'Hi!'));
  expect(phase()).toBe('idle');
});

test('chunks join into the answer, and its end replaces what was streamed', () => {
  const { frames, texts, phase } = open();
  frames(received('msg_1', 'hello'), chunk('msg_2', 'Hi '), chunk('msg_2', 'ther'));
  expect(texts()).toEqual(['user complete: hello', 'assistant streaming: Hi ther']);
  expect(phase()).toBe('thinking');
  frames(complete('msg_2', 'Hi there!'));
  expect(texts()).toEqual(['user complete: hello', 'assistant complete: Hi there!']);
  expect(phase()).toBe('idle');
});

test('an interrupted answer keeps what was said, and goes where nothing was', () => {
  const { frames, texts } = open();
  frames(received('msg_1', 'one'), chunk('msg_2', 'Well, let me'), interrupted('msg_2', 'Well,'));
  frames(received('msg_3', 'two'), chunk('msg_4', 'So'), interrupted('msg_4', ''));
  expect(texts()).toEqual(['user complete: one', 'assistant interrupted: Well,', 'user complete: two']);
});

test('sending while the character talks silences it and drops what the old answer still says', async () => {
  const { session, spoken, did, frames } = open();
  frames(received('msg_1', 'one'), chunk('msg_2', 'A long'), speech('msg_2'));
  void session.send('stop that');
  expect(did).toEqual(expect.arrayContaining(['voice interrupt', 'send interrupt']));
  frames(received('msg_3', 'stop that'), speech('msg_2'), interrupted('msg_2', 'A long'), speech('msg_4'));
  expect(spoken).toEqual(['msg_2', 'msg_4']);
});

test('stopping ends thinking at once and tells the server', () => {
  const { session, did, frames, phase } = open();
  frames(received('msg_1', 'one'));
  expect(phase()).toBe('thinking');
  session.interrupt();
  expect(did).toEqual(expect.arrayContaining(['voice interrupt', 'interrupt conv_1']));
  expect(phase()).toBe('idle');
});

test('a broken answer says why, and can be asked for again', () => {
  const { session, requests, frames, texts, phase } = open();
  const details = { ...ID, message_id: 'msg_2' };
  frames(received('msg_1', 'hello'), {
    type: 'error',
    code: 'engine_crashed',
    message: 'It fell over',
    details,
  });
  expect(texts()).toEqual(['user complete: hello', 'assistant failed: ']);
  expect(phase()).toBe('idle');
  void session.retry('msg_2');
  expect(requests[0]?.content).toBe('hello');
  expect(texts()).toEqual(['user complete: hello', 'user sending: hello']);
});

test('a message that did not reach the server stays, says why, and is sent again under its own name', async () => {
  const { session, requests, texts } = open();
  const sent = session.send('hello');
  requests[0]?.reject(new UnreachableError('gone'));
  await sent;
  const [entry] = session.state.value.entries;
  expect(entry).toMatchObject({ state: 'failed', failure: { code: 'unreachable' } });
  const again = session.retry(entry?.key ?? '');
  expect(texts()).toEqual(['user sending: hello']);
  requests[1]?.reject(new ApiError(413, 'payload_too_large', 'Too long'));
  await again;
  expect(session.state.value.entries[0]?.failure?.code).toBe('payload_too_large');
});

test('after a reconnection the conversation is as the server has it', async () => {
  const { session, frames, connection, setOnServer, texts } = open();
  frames(received('msg_1', 'hello'), chunk('msg_2', 'Hi'));
  connection('lost');
  expect(session.state.value.connection).toBe('lost');
  setOnServer([stored('msg_1', 'user', 'hello'), stored('msg_2', 'assistant', 'Hi there!')]);
  connection('open');
  await expect.poll(texts).toEqual(['user complete: hello', 'assistant complete: Hi there!']);
  expect(session.state.value.busy).toBe(false);
});

test('an answer that ended while the page was being opened is there', async () => {
  const asked = [stored('msg_1', 'user', 'hello')];
  const { setOnServer, connection, texts } = open(conversation(asked), 'connecting');
  expect(texts()).toEqual(['user complete: hello']);
  setOnServer([...asked, stored('msg_2', 'assistant', 'Hi there!')]);
  connection('open');
  await expect.poll(texts).toEqual(['user complete: hello', 'assistant complete: Hi there!']);
});

test('frames of another conversation change nothing', async () => {
  const { session, did, frames, texts } = open();
  await session.open(async () => conversation([], 'conv_2'));
  expect(did).toContain('follow conv_2');
  frames(received('msg_1', 'hello'), chunk('msg_2', 'Hi'));
  expect(texts()).toEqual([]);
});

test('the character listens while the person writes', () => {
  const { session, phase } = open();
  session.setTyping(true);
  expect(phase()).toBe('listening');
  session.setTyping(false);
  expect(phase()).toBe('idle');
});
