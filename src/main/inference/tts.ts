/** What a voice is to the rest of Tomo. Every type here can cross a process boundary. */

export interface Voice {
  /** `PROVIDER:NAME`, e.g. `espeak:en-us+f3`. */
  id: string;
  name: string;
  /** BCP 47, e.g. `en-US`. */
  language: string;
  gender: 'female' | 'male' | 'neutral';
}

export interface SynthesizeRequest {
  text: string;
  /** A `Voice.id`; the provider's default for the language when left out. */
  voiceId?: string;
  /** BCP 47; used to choose a voice when `voiceId` is left out. */
  language?: string;
  /** 1 is normal; 0.5 to 2. */
  speed?: number;
  /** 1 is normal; 0.5 to 2. */
  pitch?: number;
}

export interface PhonemeMark {
  /** From the start of the samples. */
  startMs: number;
  /** IPA, as the voice reports it; empty or `_` for a pause. */
  ipa: string;
}

export interface Speech {
  sampleRateHz: number;
  /** One channel. */
  samples: Int16Array;
  /** When each phoneme begins, sorted; a voice that does not know gives an empty list. */
  phonemes: PhonemeMark[];
}

export interface SpeechSynthesizer {
  voices(signal?: AbortSignal): Promise<Voice[]>;
  /** @throws EngineError */
  synthesize(request: SynthesizeRequest, signal?: AbortSignal): Promise<Speech>;
  /** Frees what it holds; may be called twice. */
  dispose(): Promise<void>;
}
