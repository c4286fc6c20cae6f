import { RateLimiterMemory } from 'rate-limiter-flexible';
import { AccessError } from '../auth/access-error.ts';
import { networkOf } from './network-of.ts';
import { takePoint } from './take-point.ts';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** What visitors have, so that a public page costs its owner little whoever comes. */
export interface VisitorLimitNumbers {
  requestsPerAddressAndMinute: number;
  visitsPerAddressAndHour: number;
  messagesPerVisitorAndHour: number;
  messagesPerAddressAndHour: number;
  messagesPerCharacterAndDay: number;
  /** Messages of all visitors that are being answered or wait for that. */
  answersAtOnce: number;
  sockets: number;
  socketsPerAddress: number;
}

const NUMBERS: VisitorLimitNumbers = {
  requestsPerAddressAndMinute: 240,
  visitsPerAddressAndHour: 120,
  messagesPerVisitorAndHour: 20,
  messagesPerAddressAndHour: 100,
  messagesPerCharacterAndDay: 500,
  answersAtOnce: 20,
  sockets: 100,
  socketsPerAddress: 20,
};

/** One answer is being cut off while the next begins; more are somebody who plays with the button. */
const INTERRUPTING_AT_ONCE = 3;
const SOON_SECONDS = 2;
const LATER_SECONDS = 30;

/** Counts what visitors do; in memory, so a restart begins anew. Every refusal is an AccessError `rate_limited`. */
export class VisitorLimits {
  readonly #numbers: VisitorLimitNumbers;
  readonly #requests: RateLimiterMemory;
  readonly #visits: RateLimiterMemory;
  readonly #byVisitor: RateLimiterMemory;
  readonly #byAddress: RateLimiterMemory;
  readonly #byCharacter: RateLimiterMemory;
  /** How many messages of a visitor are being answered. */
  readonly #answering = new Map<string, number>();
  #answers = 0;
  readonly #sockets = new Map<string, number>();
  #openSockets = 0;

  constructor(numbers: VisitorLimitNumbers = NUMBERS) {
    this.#numbers = numbers;
    const limiter = (points: number, duration: number) => new RateLimiterMemory({ points, duration });
    this.#requests = limiter(numbers.requestsPerAddressAndMinute, MINUTE_SECONDS);
    this.#visits = limiter(numbers.visitsPerAddressAndHour, HOUR_SECONDS);
    this.#byVisitor = limiter(numbers.messagesPerVisitorAndHour, HOUR_SECONDS);
    this.#byAddress = limiter(numbers.messagesPerAddressAndHour, HOUR_SECONDS);
    this.#byCharacter = limiter(numbers.messagesPerCharacterAndDay, DAY_SECONDS);
  }

  async request(address: string): Promise<void> {
    await takePoint(this.#requests, networkOf(address), tooMany('requests'));
  }

  async visit(address: string): Promise<void> {
    await takePoint(this.#visits, networkOf(address), tooMany('visits'));
  }

  /**
   * Says something for a visitor, if they may now.
   *
   * @param say resolves when the message is stored; its `answer` when the turn has ended
   */
  async message<T extends { answer: Promise<unknown> }>(
    visit: { conversationId: string; characterId: string },
    address: string,
    interrupts: boolean,
    say: () => Promise<T>,
  ): Promise<T> {
    const { conversationId: visitor, characterId } = visit;
    const done = this.#reserve(visitor, interrupts);
    try {
      await takePoint(this.#byVisitor, visitor, tooMany('messages'));
      await takePoint(this.#byAddress, networkOf(address), tooMany('messages'));
      await takePoint(this.#byCharacter, characterId, () => 'This character has talked enough for today');
      const exchange = await say();
      exchange.answer.then(done, done);
      return exchange;
    } catch (error) {
      done();
      throw error;
    }
  }

  /** Lets a WebSocket in. @returns to be called when it has closed */
  socket(address: string): () => void {
    const network = networkOf(address);
    const ofAddress = this.#sockets.get(network) ?? 0;
    const { sockets, socketsPerAddress } = this.#numbers;
    if (this.#openSockets >= sockets || ofAddress >= socketsPerAddress) throw busy(LATER_SECONDS);
    this.#openSockets += 1;
    this.#sockets.set(network, ofAddress + 1);
    return () => {
      this.#openSockets -= 1;
      decrease(this.#sockets, network);
    };
  }

  /** Takes the place at once, before anything is waited for: two messages at the same moment are still two. */
  #reserve(visitor: string, interrupts: boolean): () => void {
    const own = this.#answering.get(visitor) ?? 0;
    if (own >= (interrupts ? INTERRUPTING_AT_ONCE : 1)) {
      throw new AccessError('rate_limited', 'The character is still answering; wait for that', SOON_SECONDS);
    }
    if (this.#answers >= this.#numbers.answersAtOnce) throw busy(LATER_SECONDS);
    this.#answers += 1;
    this.#answering.set(visitor, own + 1);
    return () => {
      this.#answers -= 1;
      decrease(this.#answering, visitor);
    };
  }
}

function decrease(counts: Map<string, number>, key: string): void {
  const count = counts.get(key) ?? 0;
  if (count > 1) counts.set(key, count - 1);
  else counts.delete(key);
}

function busy(seconds: number): AccessError {
  return new AccessError('rate_limited', 'Too many people are here just now; try again later', seconds);
}

function tooMany(what: string): (seconds: number) => string {
  return (seconds) => `Too many ${what}; try again in ${inWords(seconds)}`;
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
