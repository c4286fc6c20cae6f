import { useObservable } from '../../ui/use-observable.ts';
import { useTalk } from '../talk/talk.ts';

/** Reads finished answers to screen readers: whole, not word by word as they stream. */
export function AnswerAnnouncer() {
  const { session } = useTalk();
  const { entries } = useObservable(session.state);
  const last = entries.at(-1);
  const text = last?.role === 'assistant' && last.state !== 'streaming' ? last.text : '';
  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
