import { expect, test } from 'vitest';
import { ABOUT_THE_MESSAGE } from './background.ts';
import { promptFront } from './prompt-front.ts';
import { quotedAnswer } from './quoted-answer.ts';

const PLACE = { documentId: 'doc_1', knowledgeBaseId: 'kb_1', position: 0 };
const passage = (content: string) => ({ ...PLACE, filename: 'manual.pdf', page: 112, content });
const ask = (said: string, ...contents: string[]) =>
  quotedAnswer([
    {
      role: 'user',
      content: `${promptFront({ examples: [], notes: [], passages: contents.map(passage) })}${said}`,
    },
  ]);

const BRAKES = 'Brakes wear out. Check the brake pads every month. Replace [bow] them at 2 mm.';

test('answers with the best sentence and says where it stands', () => {
  expect(ask('how often should I check the brake pads?', 'A chain needs oil.', BRAKES)).toBe(
    '[nod] [happy] I looked it up: “Check the brake pads every month.” That is from manual.pdf, page 112.',
  );
});

test('answers in the language of the question', () => {
  expect(ask('Wie oft muss ich die Bremsen prüfen?', 'Die Bremsen muss man jeden Monat prüfen.')).toContain(
    '„Die Bremsen muss man jeden Monat prüfen.“ Das steht in manual.pdf',
  );
  expect(ask('図書館は何時に開きますか', '図書館は九時に開きます。')).toContain(
    '「図書館は九時に開きます。」',
  );
});

test('says nothing where nothing answers', () => {
  expect(ask('tell me a joke', BRAKES)).toBeNull();
  expect(ask('where is the station?', BRAKES)).toBeNull();
  expect(ask('how often should I check the brake pads?')).toBeNull();
  expect(ask('i checked the brake pads today', BRAKES)).toBeNull();
});

test('what a document says is never taken for a gesture', () => {
  expect(ask('what about [bow] and when to replace at 2 mm?', '[bow] Replace at 2 mm.')).toContain(
    '(bow) Replace',
  );
});

test('how a message is meant is nothing that the user told', () => {
  const askNoting = (note: string) => {
    const front = promptFront({ examples: [], notes: [{ id: '', text: note }], passages: [] });
    return quotedAnswer([{ role: 'user', content: `${front}What is my sister called?` }]);
  };
  expect(askNoting("The user's sister is called Mia.")).toContain('Mia');
  expect(askNoting(`${ABOUT_THE_MESSAGE} the user's sister is called Mia.`)).toBeNull();
});
