import type { EspeakVoice } from '@echogarden/espeak-ng-emscripten';
import { EngineError } from '../engine-error.ts';
import type { Voice } from '../tts.ts';

const PREFIX = 'espeak:';

/** The timbres that are offered for every language: of espeak-ng's, those with the clearest harmonics. */
const VARIANTS = [
  { suffix: '+f3', label: 'soft', gender: 'female' },
  { suffix: '+f2', label: 'calm', gender: 'female' },
  { suffix: '+Annie', label: 'lively', gender: 'female' },
  { suffix: '', label: 'plain', gender: 'male' },
  { suffix: '+m3', label: 'deep', gender: 'male' },
] as const;
const DEFAULT_VARIANT = VARIANTS[0].suffix;

/** Which voice speaks a language that several claim. */
const PREFERRED: Record<string, string> = {
  en: 'en-us',
  zh: 'cmn',
  pt: 'pt-br',
  fr: 'fr',
  vi: 'vi',
  'en-gb': 'en',
};
const FALLBACK = 'en-us';

/** Finds espeak-ng's voices by id or language. */
export class EspeakVoices {
  readonly #installed: readonly EspeakVoice[];
  /** By code: the last part of the voice's path, in lower case, e.g. `en-us`. */
  readonly #byCode: ReadonlyMap<string, EspeakVoice>;
  /** The code of the first voice that names a language. */
  readonly #codeOfLanguage = new Map<string, string>();

  constructor(installed: readonly EspeakVoice[]) {
    this.#installed = installed;
    this.#byCode = new Map(installed.map((voice) => [codeOf(voice), voice]));
    for (const voice of installed) {
      for (const { name } of voice.languages) {
        const language = name.toLowerCase();
        if (!this.#codeOfLanguage.has(language)) this.#codeOfLanguage.set(language, codeOf(voice));
      }
    }
  }

  /** Every language in every offered timbre. */
  list(): Voice[] {
    return this.#installed.flatMap((voice) =>
      VARIANTS.map(({ suffix, label, gender }) => ({
        id: `${PREFIX}${codeOf(voice)}${suffix}`,
        name: `${voice.name}, ${label}`,
        language: bcp47(voice.languages[0]?.name ?? codeOf(voice)),
        gender,
      })),
    );
  }

  /**
   * What espeak-ng calls the voice for a request, e.g. `gmw/en-US+f3`.
   * @param voiceId a `Voice.id`; any timbre of espeak-ng is taken, listed or not
   * @param language BCP 47; the nearest language that espeak-ng speaks, English when there is none
   * @throws EngineError `voice_unknown`
   */
  resolve(voiceId: string | undefined, language: string | undefined): string {
    if (voiceId === undefined) return this.#path(this.#nearest(language ?? FALLBACK)) + DEFAULT_VARIANT;
    const [code = '', variant] = voiceId.replace(PREFIX, '').split('+');
    const known =
      this.#byCode.has(code.toLowerCase()) && (variant === undefined || /^\w{1,32}$/.test(variant));
    if (!known) throw new EngineError('voice_unknown', `There is no voice named ${voiceId.slice(0, 80)}.`);
    return this.#path(code.toLowerCase()) + (variant === undefined ? '' : `+${variant}`);
  }

  /** Drops parts from the end until something fits: `de-AT` is spoken by `de`. */
  #nearest(language: string): string {
    const parts = language.toLowerCase().split(/[-_]/);
    for (let length = parts.length; length > 0; length--) {
      const wanted = parts.slice(0, length).join('-');
      const code = PREFERRED[wanted] ?? this.#codeOfLanguage.get(wanted) ?? wanted;
      if (this.#byCode.has(code)) return code;
    }
    return FALLBACK;
  }

  #path(code: string): string {
    return this.#byCode.get(code)?.identifier ?? code;
  }
}

function codeOf({ identifier }: EspeakVoice): string {
  return (identifier.split('/').at(-1) ?? identifier).toLowerCase();
}

/** `en-us` to `en-US`, `cmn-latn-pinyin` to `cmn-Latn-pinyin`. */
function bcp47(code: string): string {
  const [language = code, ...rest] = code.split('-');
  const written = rest.map((part) => {
    if (part.length === 2) return part.toUpperCase();
    return part.length === 4 ? part.charAt(0).toUpperCase() + part.slice(1) : part;
  });
  return [language, ...written].join('-');
}
