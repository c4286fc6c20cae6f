import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';

/** Reads finished answers to screen readers: whole, not word by word as they stream. */
export function AnswerAnnouncer() {
  const { session } = useCompanion();
  const { entries } = useObservable(session.state);
  const last = entries.at(-1);
  const text = last?.role === 'assistant' && last.state !== 'streaming' ? last.text : '';
  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
