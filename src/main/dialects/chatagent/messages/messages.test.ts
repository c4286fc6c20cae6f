import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { chineseReason } from './chinese-reasons.ts';
import { issueReason } from './issue-reason.ts';
import { languageOf } from './language.ts';
import { TEXTS } from './text-for.ts';

const MAIN = join(import.meta.dirname, '../../..');
/** Whose refusals callers of this dialect may meet. */
const PLACES = [
  'dialects/chatagent/**',
  'domain/{accounts,bots,knowledge}/**',
  'domain/chat/{chat-service,conversation-store,message-content}',
  'domain/characters/**',
  'http/auth/**',
];
const HAN = /\p{Script=Han}/u;
/** Names of the API and of formats are the same in every language. */
const SAME_IN_ALL =
  /API|Authorization: Bearer|Content-(Type|Length)|Host|JSON|ISO 8601|UTF-8|WebSocket|ws:\/\/|multipart\/form-data|application\/json|\bfile\b|metadata|token|constructor\.prototype|__proto__|\{"author":"Kim"\}|\b(gte|gt|lte|lt|ne|MB|GB)\b/g;
const isChinese = (text: string) => HAN.test(text) && !/[A-Za-z]{2,}/.test(text.replace(SAME_IN_ALL, ''));

describe('the language of a request', () => {
  test.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['*', 'zh'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en', 'en'],
    ['en-GB', 'en'],
    ['EN-us , zh;q=0.5', 'en'],
    ['zh;q=0.4, en;q=0.6', 'en'],
    ['en;q=0.3, zh;q=0.7', 'zh'],
    ['en, zh', 'en'],
    ['fr, en;q=0.2', 'en'],
    ['fr', 'zh'],
    ['zh;q=0', 'zh'],
    ['zh;q=0, *', 'en'],
    ['en;q=0, *', 'zh'],
    ['zh;q=2, en', 'en'],
    ['english', 'zh'],
    [';;;,,q=1', 'zh'],
  ])('%j is answered in %s', (header, language) => {
    expect(languageOf({ headers: header === undefined ? {} : { 'accept-language': header } })).toBe(language);
  });
});

describe('the words of this dialect', () => {
  test.each(Object.entries(TEXTS))('%s has both languages', (_key, { zh, en }) => {
    expect(isChinese(zh)).toBe(true);
    expect(en).toMatch(/^[\x20-\x7e]+$/);
  });

  test('every refusal that callers may meet has Chinese words', () => {
    const refusals = PLACES.flatMap((place) => globSync(`${place}{.ts,/*.ts}`, { cwd: MAIN })).flatMap(
      (file) => {
        const source = readFileSync(join(MAIN, file), 'utf8');
        const thrown =
          /new (?:DomainError|AccessError)\(\s*'\w+',\s*(?:'([^'\n]+)'|"([^"\n]+)"|`([^`\n]+)`)/g;
        return [...source.matchAll(thrown)].map(([, one, two, three]) =>
          (one ?? two ?? three ?? '')
            .replace(/\$\{[^}]*\}/g, '5')
            // Put together of words that stand elsewhere.
            .replace(/^'5' 5$/, 'The message is empty'),
        );
      },
    );
    expect(refusals.length).toBeGreaterThan(20);
    const unknown = chineseReason('no such words');
    expect(refusals.filter((words) => chineseReason(words) === unknown)).toEqual([]);
    expect(refusals.map((words) => chineseReason(words)).filter((words) => !isChinese(words))).toEqual([]);
  });

  const schema = z.object({
    email: z.email(),
    name: z.string().min(1).max(5),
    age: z.int().min(1).max(9),
    size: z.number().gt(0).lt(1),
    tags: z.array(z.string()).min(1).max(2),
    kind: z.enum(['one', 'two']),
    at: z.iso.datetime(),
    site: z.url(),
    flag: z.boolean(),
    even: z.number().multipleOf(2),
  });
  const right = {
    email: 'a@b.co',
    name: 'x',
    age: 1,
    size: 0.5,
    tags: ['x'],
    kind: 'one',
    at: '2024-01-01T00:00:00Z',
    site: 'https://x.org',
    flag: true,
    even: 2,
  };
  test.each([
    ['email', 'nobody', '无效的邮箱格式', 'This is no email address'],
    ['email', undefined, '缺少必填字段', 'This is needed'],
    ['name', '', '不能为空', 'This must not be empty'],
    ['name', 'too long', '长度不能超过 5 个字符', 'This must have at most 5 characters'],
    ['name', 7, '类型不正确，应为字符串', 'This must be of type string'],
    ['age', 10, '不能大于 9', 'This must be at most 9'],
    ['age', 1.5, '类型不正确，应为整数', 'This must be of type int'],
    ['size', 0, '必须大于 0', 'This must be more than 0'],
    ['size', 1, '必须小于 1', 'This must be less than 1'],
    ['tags', [], '项数不能少于 1', 'This must have at least 1 items'],
    ['kind', 'three', '必须是以下值之一：one、two', 'This must be one of one, two'],
    ['at', 'now', '无效的时间格式，应为 ISO 8601', 'This is no time; write it as ISO 8601 has it'],
    ['site', 'x', '无效的网址格式', 'This is no web address'],
    ['flag', 'yes', '类型不正确，应为布尔值', 'This must be of type boolean'],
    ['even', 3, '必须是 2 的倍数', 'This must be a multiple of 2'],
  ])('what is wrong with %s: %j', (field, value, zh, en) => {
    const [found] = schema.safeParse({ ...right, [field]: value }).error?.issues ?? [];
    const { code: keyword = '', message = '', path: _, ...params } = found ?? {};
    const issue = { keyword, message, params };
    expect([issueReason(issue, 'zh'), issueReason(issue, 'en')]).toEqual([zh, en]);
  });
});
