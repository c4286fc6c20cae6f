import { RealtimeProbe } from '../tests/support/realtime.ts';
import { type RunningTomo, startTomo } from '../tests/support/start-tomo.ts';
import type { BenchTable } from './bench-table.ts';
import { median, percentile } from './statistics.ts';

const TURNS = 30;
const QUESTIONS = [
  'hello',
  'how are you?',
  'tell me a joke',
  'what can you do?',
  'i am a bit tired today',
  'thank you!',
];

interface Times {
  storedMs: number;
  firstTextMs: number;
  firstSoundMs: number;
  endMs: number;
}

/** One turn with the starter model, from the message's arrival on; and the same without streaming. */
export async function run(): Promise<BenchTable> {
  const tomo = await startTomo();
  try {
    const characterId = await tomo.characterId();
    const streamed: Times[] = [];
    const whole: number[] = [];
    await measureTurn(tomo, 'hello');
    for (let count = 0; count < TURNS; count++) {
      const question = QUESTIONS[count % QUESTIONS.length] ?? 'hello';
      streamed.push(await measureTurn(tomo, question));
      whole.push(await measureWhole(tomo, characterId, question));
    }
    const timesOf = (moment: keyof Times) => streamed.map((times) => times[moment]);
    const row = (title: string, values: number[]) => [
      title,
      `${median(values).toFixed(0)} ms`,
      `${percentile(values, 0.95).toFixed(0)} ms`,
      (median(values) / median(whole)).toFixed(2),
    ];
    return {
      name: 'turn',
      note:
        `Starter model, default voice, WebSocket on this machine, ${TURNS} turns of ${QUESTIONS.length} questions, each ` +
        'beside the same turn without streaming: the whole answer is written, then spoken, then sent. ' +
        'To reach: first sound under 150 ms in the median.',
      columns: ['from arrival to', 'median', '95th percentile', 'of the turn without streaming'],
      rows: [
        row('message stored', timesOf('storedMs')),
        row('first text', timesOf('firstTextMs')),
        row('first sound', timesOf('firstSoundMs')),
        row('end (what is heard last was sent)', timesOf('endMs')),
        row('first sound without streaming', whole),
      ],
    };
  } finally {
    await tomo.stop();
  }
}

async function measureTurn(tomo: RunningTomo, question: string): Promise<Times> {
  const conversationId = await tomo.newConversation();
  const probe = await RealtimeProbe.open(tomo.url, [conversationId]);
  const arrived = performance.now();
  const since = () => performance.now() - arrived;
  probe.send({ type: 'message', conversation_id: conversationId, content: question });
  await probe.next('message_received');
  const storedMs = since();
  await probe.next('message_chunk');
  const firstTextMs = since();
  await probe.next('speech_chunk');
  const firstSoundMs = since();
  await probe.next('message_complete');
  const endMs = since();
  probe.close();
  return { storedMs, firstTextMs, firstSoundMs, endMs };
}

/** The answer, then its sound, as a client without streaming would ask for them. */
async function measureWhole(tomo: RunningTomo, characterId: string, question: string): Promise<number> {
  const arrived = performance.now();
  const { body } = await tomo.call('POST', '/v1/conversations', {
    character_id: characterId,
    initial_message: question,
  });
  const answer = body.messages.at(-1) as { audio_url: string };
  await (await fetch(answer.audio_url)).arrayBuffer();
  return performance.now() - arrived;
}
