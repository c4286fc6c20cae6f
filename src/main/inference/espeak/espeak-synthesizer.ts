import { setImmediate as nextTurn } from 'node:timers/promises';
import createEspeakModule, { type EspeakWorker } from '@echogarden/espeak-ng-emscripten';
import { throwIfAborted } from '../engine/abort-error.ts';
import { EngineError } from '../engine-error.ts';
import type { PhonemeMark, Speech, SpeechSynthesizer, SynthesizeRequest } from '../tts.ts';
import { EspeakVoices } from './espeak-voices.ts';
import { spokenPieces, spokenText } from './spoken-text.ts';
import { trimSilence } from './trim-silence.ts';

const NORMAL_WORDS_PER_MINUTE = 175;
/** A little above espeak-ng's 50, in height and in movement: friendlier, and the default voice speaks at 210 Hz. */
const NORMAL_PITCH = 56;
const PITCH_RANGE = 58;
/** About ten seconds of speech: a tenth of a second of work. */
const LONGEST_PIECE_CHARS = 240;

/** espeak-ng in WebAssembly: over a hundred languages, and it knows when each phoneme sounds. */
export function createEspeakSynthesizer(): SpeechSynthesizer {
  let opened: Promise<Espeak> | undefined;
  let line: Promise<unknown> = Promise.resolve();
  const open = () => {
    opened ??= openEspeak();
    return opened;
  };
  return {
    async voices() {
      return (await open()).voices.list();
    },
    synthesize(request, signal) {
      // There is one voice box: its settings belong to one request at a time.
      const speech = line.then(async () => speak(await open(), request, signal));
      line = speech.catch(() => {});
      return speech;
    },
    async dispose() {
      opened = undefined;
    },
  };
}

interface Espeak {
  worker: EspeakWorker;
  voices: EspeakVoices;
}

async function openEspeak(): Promise<Espeak> {
  const { eSpeakNGWorker } = await createEspeakModule();
  const worker = new eSpeakNGWorker();
  worker.set_range(PITCH_RANGE);
  return { worker, voices: new EspeakVoices(worker.list_voices()) };
}

async function speak(
  { worker, voices }: Espeak,
  { text, voiceId, language, speed = 1, pitch = 1 }: SynthesizeRequest,
  signal: AbortSignal | undefined,
): Promise<Speech> {
  throwIfAborted(signal);
  const sampleRateHz = worker.get_samplerate();
  const voice = voices.resolve(voiceId, language);
  if (worker.set_voice(voice) !== 0)
    throw new EngineError('voice_unknown', `There is no voice named ${voice}.`);
  worker.set_rate(Math.round(NORMAL_WORDS_PER_MINUTE * clamp(speed)));
  worker.set_pitch(Math.min(99, Math.round(NORMAL_PITCH * clamp(pitch))));
  const chunks: Int16Array[] = [];
  const phonemes: PhonemeMark[] = [];
  let spoken = 0;
  for (const piece of spokenPieces(text, LONGEST_PIECE_CHARS)) {
    throwIfAborted(signal);
    const pieceStartMs = (spoken / sampleRateHz) * 1000;
    worker.synthesize(spokenText(piece), (samples, events) => {
      chunks.push(samples);
      spoken += samples.length;
      for (const { type, audio_position, id } of events) {
        if (type === 'phoneme')
          phonemes.push({ startMs: pieceStartMs + audio_position, ipa: String(id ?? '') });
      }
    });
    await nextTurn();
  }
  phonemes.sort((a, b) => a.startMs - b.startMs);
  return trimSilence({ sampleRateHz, samples: joined(chunks, spoken), phonemes });
}

function clamp(factor: number): number {
  return Math.min(2, Math.max(0.5, factor));
}

function joined(chunks: readonly Int16Array[], length: number): Int16Array {
  const samples = new Int16Array(length);
  let at = 0;
  for (const chunk of chunks) {
    samples.set(chunk, at);
    at += chunk.length;
  }
  return samples;
}
