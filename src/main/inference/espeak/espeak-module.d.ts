declare module '@echogarden/espeak-ng-emscripten' {
  export interface EspeakEvent {
    type: 'word' | 'sentence' | 'mark' | 'play' | 'end' | 'msg_terminated' | 'phoneme' | 'samplerate';
    /** Milliseconds from the first sample of this `synthesize` call. */
    audio_position: number;
    /** For a phoneme: its IPA symbols with stress marks; empty for a pause. */
    id: string | number | undefined;
  }

  export interface EspeakVoice {
    name: string;
    /** Path of the voice's file, e.g. `gmw/en-US`. */
    identifier: string;
    languages: { priority: number; name: string }[];
  }

  export interface EspeakWorker {
    /** 0 when there is such a voice. */
    set_voice(name: string): number;
    /** Words per minute; 175 is normal. */
    set_rate(wordsPerMinute: number): void;
    /** 0 to 99; 50 is normal. */
    set_pitch(pitch: number): void;
    /** How far the pitch moves in a sentence: 0 to 99; 50 is normal. */
    set_range(range: number): void;
    list_voices(): EspeakVoice[];
    get_samplerate(): number;
    /** Reads `text` as SSML. A callback that returns true ends the synthesis. */
    synthesize(text: string, onChunk: (samples: Int16Array, events: EspeakEvent[]) => unknown): void;
  }

  export default function createEspeakModule(): Promise<{ eSpeakNGWorker: new () => EspeakWorker }>;
}
