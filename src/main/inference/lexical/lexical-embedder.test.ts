import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLexicalEmbedder } from './lexical-embedder.ts';

const embedder = createLexicalEmbedder();
const vectorOf = async (text: string, dimensions?: number) => {
  const { vectors } = await embedder.embed({
    texts: [text],
    ...(dimensions === undefined ? {} : { dimensions }),
  });
  return vectors[0] ?? new Float32Array();
};
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
const similarity = async (a: string, b: string) => dot(await vectorOf(a), await vectorOf(b));

describe('a sentence is nearer to one about the same than to one about something else', () => {
  it.each([
    [
      'English',
      'How do I reset my password?',
      'I forgot the password and want to reset it',
      'Where can I buy fresh bread?',
    ],
    [
      'English, a form of the word',
      'She was running in the park',
      'They run through a park',
      'She was singing in the bath',
    ],
    [
      'German',
      'Wie ist das Wetter morgen in Berlin?',
      'Wird das Berliner Wetter morgen schön?',
      'Ich habe ein neues Auto gekauft',
    ],
    [
      'German, a compound',
      'Die Krankenversicherung ist teuer',
      'Eine Versicherung für Kranke',
      'Der Hund ist müde',
    ],
    [
      'French',
      "J'ai perdu les clés de ma voiture",
      'Où sont mes clés de voiture ?',
      'Le chat dort sur le canapé',
    ],
    [
      'Spanish',
      '¿Cuál es la capital de Francia?',
      'París es la capital francesa',
      'Me gusta mucho el chocolate',
    ],
    ['Russian', 'Какая сегодня погода в Москве?', 'Погода в Москве сегодня хорошая', 'Я люблю читать книги'],
    ['Japanese', '明日の東京の天気はどうですか', '東京は明日いい天気です', '私は猫が大好きです'],
    ['Chinese', '我想学习弹钢琴', '学习钢琴需要时间', '今天的股票市场下跌了'],
    ['Korean', '내일 서울 날씨가 어때요?', '서울의 내일 날씨는 좋아요', '저는 고양이를 좋아합니다'],
    ['Arabic', 'ما هي عاصمة مصر؟', 'القاهرة هي عاصمة مصر', 'أحب شرب القهوة في الصباح'],
    ['Hindi', 'दिल्ली में मौसम कैसा है?', 'आज दिल्ली का मौसम अच्छा है', 'मुझे किताबें पढ़ना पसंद है'],
    ['Thai', 'วันนี้อากาศที่กรุงเทพเป็นอย่างไร', 'อากาศกรุงเทพวันนี้ดี', 'ฉันชอบกินทุเรียน'],
  ])('%s', async (_language, sentence, same, other) => {
    expect(await similarity(sentence, same)).toBeGreaterThan((await similarity(sentence, other)) + 0.15);
  });
});

it('small errors and accents change little', async () => {
  expect(await similarity('the definite recommendation', 'the definate recomendation')).toBeGreaterThan(0.4);
  expect(await similarity('Crème brûlée', 'creme brulee')).toBeCloseTo(1, 5);
  expect(await similarity('Straße', 'STRASSE')).toBeCloseTo(1, 5);
  expect(await similarity('ＦＵＬＬ width', 'full width')).toBeCloseTo(1, 5);
});

it('function words alone make no two texts alike', async () => {
  const alike = await similarity('What is the name of the river?', 'What is the price of the ticket?');
  expect(alike).toBeLessThan(0.35);
});

it('texts that have nothing in common are about at right angles', async () => {
  const words = ['zebra', 'quantum', 'picnic', 'lighthouse', 'fjord', 'mustard', 'algebra', 'velvet'];
  const pairs = words.flatMap((a) => words.filter((b) => a < b).map((b) => similarity(a, b)));
  const angles = (await Promise.all(pairs)).map(Math.abs);
  expect(Math.max(...angles)).toBeLessThan(0.4);
  expect(angles.reduce((sum, angle) => sum + angle, 0) / angles.length).toBeLessThan(0.1);
});

it('every text has a vector of length 1, always the same one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 1, max: 1024 }),
      async (text, dimensions) => {
        const vector = await vectorOf(text, dimensions);
        expect(vector).toHaveLength(dimensions);
        expect(dot(vector, vector)).toBeCloseTo(1, 4);
        expect(await vectorOf(text, dimensions)).toEqual(vector);
      },
    ),
    { numRuns: 200 },
  );
});

it('several texts at once have the vectors that each has alone, and their words are counted', async () => {
  const texts = ['One fox', '', 'two 狐 three'];
  const { vectors, tokens } = await embedder.embed({ texts });
  expect(vectors).toEqual(await Promise.all(texts.map((text) => vectorOf(text))));
  expect(tokens).toBe(6);
  expect(await embedder.info()).toEqual({ id: 'tomo-lexical-2', dimensions: 1024 });
});

it('an abort ends the work', async () => {
  const work = embedder.embed({ texts: ['a'] }, AbortSignal.abort());
  await expect(work).rejects.toMatchObject({ name: 'AbortError' });
});
