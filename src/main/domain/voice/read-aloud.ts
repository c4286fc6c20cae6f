import type { Speech, SpeechSynthesizer, SynthesizeRequest } from '../../inference/tts.ts';
import { ClauseSplitter } from '../chat/clause-splitter.ts';
import { DomainError } from '../domain-error.ts';
import type { SoundEncoder } from './encode/sound-encoder.ts';
import { SOUND_FORMATS, type SoundFormatName } from './encode/sound-formats.ts';
import { languageOfText } from './language-of-text.ts';
import { resample } from './resample.ts';
import { toSpeakable } from './speakable.ts';
import { stretch } from './time-stretch.ts';

/** What every format takes, and what programs expect that get samples without a header. */
const READ_ALOUD_RATE_HZ = 24_000;
const SLOWEST_VOICE = 0.5;
const FASTEST_VOICE = 2;
/** Voices give clauses without the silence around them. */
const PAUSE_MS = { sentence: 260, clause: 110 };

export interface ReadAloudRequest {
  text: string;
  /** A `Voice.id`; the default one of the text's language when it is left out. */
  voiceId?: string;
  /** 1 is normal; 0.25 to 4. */
  speed: number;
  format: SoundFormatName;
}

/** Reads texts to whoever asks, in any format, while they are spoken clause by clause. */
export class ReadAloud {
  readonly #synthesizer: SpeechSynthesizer;

  constructor(synthesizer: SpeechSynthesizer) {
    this.#synthesizer = synthesizer;
  }

  /** @throws DomainError `invalid` @throws EngineError */
  async *read(request: ReadAloudRequest, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    await this.#requireVoice(request.voiceId, signal);
    const encoder = await SOUND_FORMATS[request.format].open(READ_ALOUD_RATE_HZ);
    try {
      yield* this.#encoded(request, encoder, signal);
    } finally {
      encoder.dispose();
    }
  }

  async *#encoded(
    request: ReadAloudRequest,
    encoder: SoundEncoder,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array> {
    const { text, speed } = request;
    const language = languageOfText(toSpeakable(text));
    let pause = new Int16Array(0);
    for (const clause of clausesOf(text)) {
      const speakable = toSpeakable(clause);
      if (!/[\p{L}\p{N}]/u.test(speakable)) continue;
      const speech = await this.#synthesizer.synthesize(toSynthesize(speakable, request, language), signal);
      const bytes = Buffer.concat([encoder.push(pause), encoder.push(atRate(speech, speed))]);
      if (bytes.length > 0) yield bytes;
      const kind = /[.!?…。！？]["'”’»)\]」』）]*\s*$/u.test(clause) ? 'sentence' : 'clause';
      pause = new Int16Array(Math.round((READ_ALOUD_RATE_HZ * PAUSE_MS[kind]) / 1000 / speed));
    }
    yield encoder.end();
  }

  async #requireVoice(id: string | undefined, signal: AbortSignal): Promise<void> {
    if (id === undefined) return;
    const voices = await this.#synthesizer.voices(signal);
    if (voices.some((voice) => voice.id === id)) return;
    throw new DomainError('invalid', 'There is no voice of this name; GET /v1/voices lists them', {
      field: 'voice',
    });
  }
}

function clausesOf(text: string): string[] {
  const splitter = new ClauseSplitter();
  return [...splitter.push(text), ...splitter.end()];
}

function toSynthesize(
  text: string,
  { voiceId, speed }: ReadAloudRequest,
  language: string | undefined,
): SynthesizeRequest {
  const known = language ?? languageOfText(text);
  return {
    text,
    speed: voiceSpeed(speed),
    ...(voiceId === undefined ? {} : { voiceId }),
    ...(known === undefined ? {} : { language: known }),
  };
}

/** A voice speaks well at some speeds only; the rest is done to its sound. */
function voiceSpeed(speed: number): number {
  return Math.min(FASTEST_VOICE, Math.max(SLOWEST_VOICE, speed));
}

function atRate({ samples, sampleRateHz }: Speech, speed: number): Int16Array {
  const stretched = stretch(samples, sampleRateHz, speed / voiceSpeed(speed));
  return resample(stretched, sampleRateHz, READ_ALOUD_RATE_HZ);
}
