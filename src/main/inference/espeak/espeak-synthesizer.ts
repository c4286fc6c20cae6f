import { setImmediate as nextTurn } from 'node:timers/promises';
import createEspeakModule, { type EspeakWorker } from '@echogarden/espeak-ng-emscripten';
import { throwIfAborted } from '../engine/abort-error.ts';
import { EngineError } from '../engine-error.ts';
import type { PhonemeMark, Speech, SpeechSynthesizer, SynthesizeRequest } from '../tts.ts';
import { listEspeakVoices, resolveEspeakVoice } from './espeak-voices.ts';
import { spokenPieces, spokenText } from './spoken-text.ts';
import { trimSilence } from './trim-silence.ts';

const NORMAL_WORDS_PER_MINUTE = 175;
const NORMAL_PITCH = 50;
/** About ten seconds of speech: a tenth of a second of work. */
const LONGEST_PIECE_CHARS = 240;

/** espeak-ng in WebAssembly: over a hundred languages, and it knows when each phoneme sounds. */
export function createEspeakSynthesizer(): SpeechSynthesizer {
  let opened: Promise<EspeakWorker> | undefined;
  let line: Promise<unknown> = Promise.resolve();
  const open = () => {
    opened ??= openEspeak();
    return opened;
  };
  return {
    async voices() {
      return listEspeakVoices((await open()).list_voices());
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

async function openEspeak(): Promise<EspeakWorker> {
  const { eSpeakNGWorker } = await createEspeakModule();
  return new eSpeakNGWorker();
}

async function speak(
  espeak: EspeakWorker,
  { text, voiceId, language, speed = 1, pitch = 1 }: SynthesizeRequest,
  signal: AbortSignal | undefined,
): Promise<Speech> {
  throwIfAborted(signal);
  const sampleRateHz = espeak.get_samplerate();
  const voice = resolveEspeakVoice(espeak.list_voices(), voiceId, language);
  if (espeak.set_voice(voice) !== 0)
    throw new EngineError('voice_unknown', `There is no voice named ${voice}.`);
  espeak.set_rate(Math.round(NORMAL_WORDS_PER_MINUTE * clamp(speed)));
  espeak.set_pitch(Math.min(99, Math.round(NORMAL_PITCH * clamp(pitch))));
  const chunks: Int16Array[] = [];
  const phonemes: PhonemeMark[] = [];
  let spoken = 0;
  for (const piece of spokenPieces(text, LONGEST_PIECE_CHARS)) {
    throwIfAborted(signal);
    const pieceStartMs = (spoken / sampleRateHz) * 1000;
    espeak.synthesize(spokenText(piece), (samples, events) => {
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
