/**
 * What a model answers that does nothing but what its instructions say: it greets as it was told, says a sentence with
 * the words it likes, and is as formal as its traits are.
 */
export function obedientAnswer(turns: readonly { role: string; content: string }[]): string {
  const instructions = turns.find(({ role }) => role === 'system')?.content ?? '';
  const after = (start: string) => new RegExp(`^- ${start}: (.*)$`, 'm').exec(instructions)?.[1] ?? '';
  const greeting = after('You greet with').replace(/[“”]/g, '') || 'Hello.';
  const liked = after('Words you like to use').match(/“([^”]*)”/g) ?? [];
  const isFormal = /formal \((?:very|extremely)\)/.test(after('Your traits'));
  const words = liked.map((word) => word.slice(1, -1)).join(' ');
  return [greeting, words, isFormal ? 'How may I be of service?' : 'What’s up?'].filter(Boolean).join(' ');
}
