/** After this time a topic weighs half. */
export const TOPIC_HALF_LIFE_MS = 7 * 24 * 3_600_000;
/** What weighs less is no topic any more. */
export const TOPIC_WEIGHT_MIN = 0.01;

export interface TopicMention {
  topicId: string;
  name: string;
  /** What it weighed when it came up. */
  weight: number;
  mentionedAtMs: number;
}

/** Something that is talked about. */
export interface Topic {
  id: string;
  /** As it was called last. */
  name: string;
  /** Now: every time that it came up, faded since then. */
  weight: number;
  mentions: number;
  firstMentionedAtMs: number;
  lastMentionedAtMs: number;
}

/** What is left of a weight after some time: half of it after each half-life. */
export function faded(weight: number, ageMs: number): number {
  return weight * 2 ** (-Math.max(0, ageMs) / TOPIC_HALF_LIFE_MS);
}

/** The topics that were mentioned, the weightiest first. @param mentions in the order of time */
export function topicsOf(mentions: readonly TopicMention[], nowMs: number): Topic[] {
  const topics = new Map<string, Topic>();
  for (const { topicId, name, weight, mentionedAtMs } of mentions) {
    const topic = topics.get(topicId);
    const now = faded(weight, nowMs - mentionedAtMs);
    if (topic === undefined) {
      topics.set(topicId, {
        id: topicId,
        name,
        weight: now,
        mentions: 1,
        firstMentionedAtMs: mentionedAtMs,
        lastMentionedAtMs: mentionedAtMs,
      });
    } else {
      topic.name = name;
      topic.weight += now;
      topic.mentions += 1;
      topic.lastMentionedAtMs = mentionedAtMs;
    }
  }
  return [...topics.values()]
    .filter(({ weight }) => weight >= TOPIC_WEIGHT_MIN)
    .sort(
      (a, b) => b.weight - a.weight || b.lastMentionedAtMs - a.lastMentionedAtMs || (a.id < b.id ? -1 : 1),
    );
}
