/** Questions that have nothing to do with each other, nor with what people ask most characters. */
export const UNRELATED_QUESTIONS: readonly string[] = [
  'How do I bake bread?',
  'Who wrote this song?',
  'Is my train late?',
  'What does this word mean?',
  'Can you recommend a book?',
  'Wie hoch ist der Berg?',
  'Où est la gare ?',
  '¿Cuánto pesa un elefante?',
  '猫は何を食べますか？',
  '怎么修自行车？',
];
