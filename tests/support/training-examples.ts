interface Example {
  text: string;
  intent: string;
  response?: string;
}

const SHOP: Record<string, { response: string; texts: string[] }> = {
  hours: {
    response: 'We are open from nine to six.',
    texts: [
      'When do you open?',
      'What are your opening hours?',
      'Until when are you open today?',
      'Do you open on Saturdays?',
      'What time do you close?',
    ],
  },
  parking: {
    response: 'You can park behind the shop.',
    texts: [
      'Where can I park?',
      'Is there parking for my car?',
      'Do you have a car park?',
      'Where should I leave the car?',
      'Can I park in front of the shop?',
    ],
  },
  refund: {
    response: 'Bring it back within thirty days and you get your money.',
    texts: [
      'I want my money back',
      'Can I return this?',
      'How do refunds work?',
      'I would like to give the shoes back',
      'Can I get a refund for a broken lamp?',
    ],
  },
  delivery: {
    response: 'Delivery takes three days.',
    texts: [
      'How long does delivery take?',
      'When will my parcel arrive?',
      'Do you deliver to my home?',
      'What does shipping cost?',
      'Where is my package?',
    ],
  },
};

/** What a newcomer may write: four things that customers want, five ways to say each, and what to answer. */
export const TWENTY_EXAMPLES: readonly Example[] = Object.entries(SHOP).flatMap(
  ([intent, { response, texts }]) => texts.map((text) => ({ text, intent, response })),
);

const ACTIONS = ['buy', 'sell', 'repair', 'paint', 'borrow', 'clean', 'measure', 'wrap', 'carry', 'insure'];
const THINGS = ['chair', 'table', 'lamp', 'carpet', 'mirror', 'clock', 'shelf', 'vase', 'sofa', 'stove'];
const WAYS = ['can you', 'please', 'I want to', 'who will', 'how do I', 'help me', 'could we'];

/** So many texts of ten intents, each another one. */
export function manyExamples(count: number): Example[] {
  return Array.from({ length: count }, (_, at) => {
    const action = ACTIONS[at % ACTIONS.length] as string;
    const way = WAYS[Math.floor(at / 10) % WAYS.length];
    const thing = THINGS[Math.floor(at / 70) % THINGS.length];
    return { text: `${way} ${action} the ${thing} number ${at}`, intent: action };
  });
}
