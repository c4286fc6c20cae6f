import type { Speech, SpeechSynthesizer, SynthesizeRequest } from '../../inference/tts.ts';
import type { VoiceConfig } from '../characters/character.ts';
import type { SpokenClause } from '../chat/speech-track.ts';
import { toVisemes } from './lip-sync.ts';
import { toSpeakable } from './speakable.ts';
import { encodeWav } from './wav.ts';

const NOTHING: SpokenClause = { wav: new Uint8Array(0), sampleRateHz: 22_050, durationMs: 0, visemes: [] };

/** Speaks texts with a character's voice. */
export class SpeechService {
  readonly #synthesizer: SpeechSynthesizer;
  #voiceIds: Promise<ReadonlySet<string>> | undefined;

  constructor(synthesizer: SpeechSynthesizer) {
    this.#synthesizer = synthesizer;
  }

  /** A clause with its mouth shapes; silent when nothing in it can be said. @throws EngineError */
  async speakClause(text: string, voice: VoiceConfig, signal: AbortSignal): Promise<SpokenClause> {
    const speakable = toSpeakable(text);
    if (!/[\p{L}\p{N}]/u.test(speakable)) return NOTHING;
    const speech = await this.#synthesizer.synthesize(await this.#request(speakable, voice), signal);
    return {
      wav: encodeWav(speech.samples, speech.sampleRateHz),
      sampleRateHz: speech.sampleRateHz,
      durationMs: durationMsOf(speech),
      visemes: toVisemes(speech),
    };
  }

  /** A whole text as a WAV file; an instant of silence when nothing in it can be said. @throws EngineError */
  async speakText(text: string, voice: VoiceConfig): Promise<Uint8Array> {
    const speech = await this.#synthesizer.synthesize(await this.#request(toSpeakable(text), voice));
    return encodeWav(speech.samples, speech.sampleRateHz);
  }

  async #request(text: string, voice: VoiceConfig): Promise<SynthesizeRequest> {
    return {
      text,
      speed: voice.speed,
      pitch: voice.pitch,
      ...((await this.#isVoice(voice.voice_id)) ? { voiceId: voice.voice_id } : {}),
      ...(voice.language === undefined ? {} : { language: voice.language }),
    };
  }

  /** A voice that does not exist (yet) means the default one. */
  async #isVoice(id: string): Promise<boolean> {
    if (id === 'default') return false;
    this.#voiceIds ??= this.#synthesizer.voices().then(
      (voices) => new Set(voices.map((voice) => voice.id)),
      (error: unknown) => {
        this.#voiceIds = undefined;
        throw error;
      },
    );
    return (await this.#voiceIds).has(id);
  }
}

function durationMsOf({ samples, sampleRateHz }: Speech): number {
  return (samples.length / sampleRateHz) * 1000;
}
