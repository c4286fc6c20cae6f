import { expect, test } from 'vitest';
import { faded, TOPIC_HALF_LIFE_MS, type TopicMention, topicsOf } from './topic-weights.ts';

const DAY_MS = 24 * 3_600_000;
const mention = (topicId: string, weight: number, mentionedAtMs: number): TopicMention => ({
  topicId,
  name: topicId,
  weight,
  mentionedAtMs,
});

test.each([
  [0, 0.8],
  [7, 0.4],
  [14, 0.2],
  [21, 0.1],
  [3.5, 0.8 * Math.SQRT1_2],
])('after %d days, of a weight of 0.8 is left %d', (days, left) => {
  expect(faded(0.8, days * DAY_MS)).toBeCloseTo(left, 12);
  expect(TOPIC_HALF_LIFE_MS).toBe(7 * DAY_MS);
});

test('a clock that was put back makes nothing weightier', () => {
  expect(faded(1, -DAY_MS)).toBe(1);
});

test('a topic weighs what is left of all its mentions, and the weightiest comes first', () => {
  const mentions = [mention('tea', 1, 0), mention('tea', 1, 7 * DAY_MS), mention('moon', 1, 14 * DAY_MS)];
  const [first, second] = topicsOf(mentions, 14 * DAY_MS);
  expect(first).toMatchObject({ id: 'moon', weight: 1, mentions: 1 });
  expect(second).toMatchObject({ id: 'tea', weight: 0.75, mentions: 2, firstMentionedAtMs: 0 });
  expect(topicsOf(mentions, 21 * DAY_MS).map(({ weight }) => weight)).toEqual([0.5, 0.375]);
});

test('what weighs next to nothing is no topic any more', () => {
  expect(topicsOf([mention('tea', 1, 0)], 6 * 7 * DAY_MS)).toHaveLength(1);
  expect(topicsOf([mention('tea', 1, 0)], 7 * 7 * DAY_MS)).toEqual([]);
});
