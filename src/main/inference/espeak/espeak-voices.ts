import type { EspeakVoice } from '@echogarden/espeak-ng-emscripten';
import { EngineError } from '../engine-error.ts';
import type { Voice } from '../tts.ts';

const PREFIX = 'espeak:';

/** The timbres that are offered for every language. espeak-ng has more of them; these are the pleasant ones. */
const VARIANTS = [
  { suffix: '+f3', label: 'soft', gender: 'female' },
  { suffix: '+f2', label: 'clear', gender: 'female' },
  { suffix: '', label: 'plain', gender: 'male' },
  { suffix: '+m3', label: 'deep', gender: 'male' },
] as const;
const DEFAULT_VARIANT = VARIANTS[0].suffix;

/** Which espeak-ng voice speaks a bare language code when several do. */
const PREFERRED: Record<string, string> = { en: 'en-us', zh: 'cmn', pt: 'pt-br', no: 'nb' };

/** Every language in every timbre. */
export function listEspeakVoices(installed: readonly EspeakVoice[]): Voice[] {
  return installed.flatMap((voice) => {
    const code = voice.languages[0]?.name;
    if (!code) return [];
    return VARIANTS.map(({ suffix, label, gender }) => ({
      id: `${PREFIX}${code}${suffix}`,
      name: `${voice.name}, ${label}`,
      language: bcp47(code),
      gender,
    }));
  });
}

/**
 * The espeak-ng voice for a request, e.g. `en-us+f3`.
 * @param voiceId a `Voice.id`; any timbre of espeak-ng is taken, listed or not
 * @param language BCP 47; the nearest language that espeak-ng speaks, English when there is none
 * @throws EngineError `voice_unknown`
 */
export function resolveEspeakVoice(
  installed: readonly EspeakVoice[],
  voiceId: string | undefined,
  language: string | undefined,
): string {
  const codes = new Set(installed.flatMap((voice) => voice.languages.map(({ name }) => name)));
  if (voiceId === undefined) return nearest(codes, language ?? 'en-us') + DEFAULT_VARIANT;
  const [code = '', variant] = voiceId.replace(PREFIX, '').split('+');
  const known = codes.has(code.toLowerCase()) && (variant === undefined || /^[\w-]{1,32}$/.test(variant));
  if (!known) throw new EngineError('voice_unknown', `There is no voice named ${voiceId.slice(0, 80)}.`);
  return variant === undefined ? code.toLowerCase() : `${code.toLowerCase()}+${variant}`;
}

function nearest(codes: ReadonlySet<string>, language: string): string {
  const parts = language.toLowerCase().split(/[-_]/);
  for (let length = parts.length; length > 0; length--) {
    const code = parts.slice(0, length).join('-');
    const preferred = PREFERRED[code];
    if (preferred && codes.has(preferred)) return preferred;
    if (codes.has(code)) return code;
  }
  const relative = [...codes].find((code) => code.startsWith(`${parts[0]}-`));
  return relative ?? 'en-us';
}

function bcp47(code: string): string {
  const [language = code, ...rest] = code.split('-');
  return [language, ...rest.map((part) => (part.length === 2 ? part.toUpperCase() : part))].join('-');
}
