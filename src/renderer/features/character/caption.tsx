import { useEffect, useState } from 'react';
import { preferencesStore } from '../../ui/preferences.ts';
import { useObservable } from '../../ui/use-observable.ts';
import { useTalk } from '../talk/talk.ts';
import './caption.css';

/** The clause that sounds now. Hidden from screen readers, which read the whole answer. */
export function Caption() {
  const { player } = useTalk();
  const { captions } = useObservable(preferencesStore);
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const stops = [
      player.on('chunkStart', (chunk) => setText(chunk.text.trim())),
      player.on('idle', () => setText(null)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [player]);
  if (!captions || text === null || text === '') return null;
  return (
    <p className="caption" aria-hidden="true">
      <span key={text}>{text}</span>
    </p>
  );
}
