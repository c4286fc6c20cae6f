import type { PromptAddition, PromptMoment } from '../chat/prompt-addition.ts';
import type { JsonObject } from './context-data.ts';
import { type ContextPlace, placeOfConversation } from './context-place.ts';
import type { ContextService } from './context-service.ts';
import type { Referent } from './references/reference.ts';
import type { ReferenceService } from './references/reference-service.ts';
import type { TopicService } from './topics/topic-service.ts';

interface ContextNotesDependencies {
  contexts: ContextService;
  topics: TopicService;
  references: ReferenceService;
  /** Whether characters may remember what this account's users say. */
  isEnabled(userId: string): Promise<boolean>;
}

const DATA_NOTES_MAX = 12;
const NOTE_CHARACTERS_MAX = 200;
/** A wrong note is worse than none; the model may understand by itself. */
const REFERENCE_CONFIDENCE_MIN = 0.65;
const REFERENCES_MAX = 3;
/** Asks for something to talk about: only then does it help to know what was talked about before. */
const ASKS_FOR_TOPIC =
  /\b(?:talk|chat|speak) about\b(?=\W*$|\W*(?:now|today|next))|\bsomething (?:else|interesting|new|fun)|\bbored\b|\bany (?:ideas|suggestions)|\b(?:surprise|entertain|cheer) me|\btell me (?:something|anything)\W*$|\bwhat (?:should|shall|can|could) (?:we|i) do\W*$|worüber|langweil|erzähl (?:mir )?(?:was|etwas)|parler|m['’]ennuie|raconte|hablamos|hablar|aburr|cuéntame algo/iu;
const TOPICS_MAX = 3;
/** Less than that came up long ago, or only in passing. */
const TOPIC_NOTE_WEIGHT_MIN = 0.5;

/**
 * What is known of whoever talks, for the prompt of an answer: what their application told, what the references of the
 * message mean, and where somebody asks for something to talk about, what was talked about lately. Nothing for visitors.
 */
export class ContextNotes {
  readonly #deps: ContextNotesDependencies;

  constructor(deps: ContextNotesDependencies) {
    this.#deps = deps;
  }

  async of({ conversation, question }: PromptMoment): Promise<PromptAddition | null> {
    const place = placeOfConversation(conversation);
    if (place === null) return null;
    const [{ data }, isEnabled] = await Promise.all([
      this.#deps.contexts.get(place),
      this.#deps.isEnabled(place.userId),
    ]);
    const notes = dataNotes(data);
    if (isEnabled) {
      const [references, topics] = await Promise.all([
        this.#references(place, conversation.id, question),
        this.#topics(place, question.content),
      ]);
      notes.push(...references, ...topics);
    }
    return notes.length === 0 ? null : { notes };
  }

  async #references(
    place: ContextPlace,
    conversationId: string,
    question: PromptMoment['question'],
  ): Promise<string[]> {
    const resolved = await this.#deps.references.ofMessage(place, conversationId, question);
    return resolved
      .filter(({ referents, confidence }) => referents.length > 0 && confidence >= REFERENCE_CONFIDENCE_MIN)
      .slice(0, REFERENCES_MAX)
      .map(
        ({ reference, referents }) =>
          `With "${reference.text}" the user means ${referents.map(told).join(' and ')}.`,
      );
  }

  async #topics(place: ContextPlace, said: string): Promise<string[]> {
    if (!ASKS_FOR_TOPIC.test(said)) return [];
    const strongest = (await this.#deps.topics.list(place)).filter(
      ({ weight }) => weight >= TOPIC_NOTE_WEIGHT_MIN,
    );
    const names = strongest.slice(0, TOPICS_MAX).map(({ name }) => name);
    return names.length === 0 ? [] : [`The user often talks about ${names.join(', ')}.`];
  }
}

/** One note for each thing that an application told, as data and not as words of the user. */
export function dataNotes(data: JsonObject): string[] {
  return Object.entries(data)
    .slice(0, DATA_NOTES_MAX)
    .map(([key, value]) => {
      const note = `The app knows of the user: ${inLine(key).slice(0, 60)} = ${inLine(JSON.stringify(value))}`;
      return note.length <= NOTE_CHARACTERS_MAX ? note : `${note.slice(0, NOTE_CHARACTERS_MAX - 1)}…`;
    });
}

function inLine(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('[', '(')
    .replaceAll(']', ')');
}

/** `Mia, the user's sister` */
function told({ name, relation }: Referent): string {
  const own = name.replace(/^(?:my|our)\s/i, "the user's ");
  return relation === null || own.toLowerCase().includes(relation) ? own : `${own}, the user's ${relation}`;
}
