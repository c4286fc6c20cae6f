import type { FastifyReply, FastifyRequest } from 'fastify';

/** The languages that this dialect has words in; its document is in the first. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const TAGS: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

/**
 * The language that a caller would rather read, by RFC 9110's `Accept-Language`. Chinese where the caller says nothing,
 * takes anything, or reads neither of the two.
 */
export function languageOf(request: { headers: FastifyRequest['headers'] }): Language {
  const ranges = (request.headers['accept-language'] ?? '').split(',').slice(0, RANGES_MAX).map(readRange);
  const wishes = LANGUAGES.map((language) => {
    const own = ranges.findIndex(({ tag }) => tag === language || tag.startsWith(`${language}-`));
    const place = own === -1 ? ranges.findIndex(({ tag }) => tag === '*') : own;
    return { language, place, quality: ranges[place]?.quality ?? 0 };
  });
  const [best] = wishes.sort((a, b) => b.quality - a.quality || a.place - b.place);
  return best === undefined || best.quality === 0 ? 'zh' : best.language;
}

/** Says which language an answer has words in, and that it may have others for others. */
export function showLanguage(reply: FastifyReply, language: Language): void {
  const vary = String(reply.getHeader('Vary') ?? '');
  reply.header('Content-Language', TAGS[language]);
  if (vary.includes('Accept-Language')) return;
  reply.header('Vary', vary === '' ? 'Accept-Language' : `${vary}, Accept-Language`);
}

const RANGES_MAX = 50;

function readRange(text: string): { tag: string; quality: number } {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const said = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const quality = said === undefined ? 1 : /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(said) ? Number(said) : 0;
  return { tag, quality };
}
