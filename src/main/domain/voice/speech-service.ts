import type { Speech, SpeechSynthesizer, SynthesizeRequest } from '../../inference/tts.ts';
import type { VoiceConfig } from '../characters/character.ts';
import { SILENCE, type SpokenClause } from '../chat/speech-track.ts';
import { languageOfText } from './language-of-text.ts';
import { toVisemes } from './lip-sync.ts';
import { toSpeakable } from './speakable.ts';
import { encodeWav } from './wav.ts';

/** Speaks texts with a character's voice. */
export class SpeechService {
  readonly #synthesizer: SpeechSynthesizer;
  #voiceIds: Promise<ReadonlySet<string>> | undefined;

  constructor(synthesizer: SpeechSynthesizer) {
    this.#synthesizer = synthesizer;
  }

  /**
   * Speaks the clauses of one answer. A clause that does not tell its language has that of the one before it.
   * The result is silent when nothing in a clause can be said, and rejects with an `EngineError` when the voice fails.
   */
  speaker(voice: VoiceConfig): (text: string, signal: AbortSignal) => Promise<SpokenClause> {
    let language = voice.language;
    return async (text, signal) => {
      const speakable = toSpeakable(text);
      if (!/[\p{L}\p{N}]/u.test(speakable)) return SILENCE;
      if (voice.language === undefined) language = languageOfText(speakable) ?? language;
      const request = await this.#request(speakable, voice, language);
      const speech = await this.#synthesizer.synthesize(request, signal);
      return {
        wav: encodeWav(speech.samples, speech.sampleRateHz),
        sampleRateHz: speech.sampleRateHz,
        durationMs: durationMsOf(speech),
        visemes: toVisemes(speech),
      };
    };
  }

  /** A whole text as a WAV file; an instant of silence when nothing in it can be said. @throws EngineError */
  async speakText(text: string, voice: VoiceConfig): Promise<Uint8Array> {
    const speakable = toSpeakable(text);
    const language = voice.language ?? languageOfText(speakable);
    const speech = await this.#synthesizer.synthesize(await this.#request(speakable, voice, language));
    return encodeWav(speech.samples, speech.sampleRateHz);
  }

  async #request(text: string, voice: VoiceConfig, language: string | undefined): Promise<SynthesizeRequest> {
    return {
      text,
      speed: voice.speed,
      pitch: voice.pitch,
      ...((await this.#isVoice(voice.voice_id)) ? { voiceId: voice.voice_id } : {}),
      ...(language === undefined ? {} : { language }),
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
