import type { KeyboardEvent } from 'react';
import './tab-row.css';

interface TabRowProps<Name extends string> {
  label: string;
  tabs: readonly { name: Name; label: string }[];
  chosen: Name;
  /** The id of what the tabs show. */
  controls: string;
  onChoose(name: Name): void;
}

/** A few views of one thing, one of them shown. */
export function TabRow<Name extends string>({ label, tabs, chosen, controls, onChoose }: TabRowProps<Name>) {
  const onArrow = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = tabs.findIndex(({ name }) => name === chosen);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChoose(next.name);
    document.getElementById(`${controls}-tab-${next.name}`)?.focus();
  };
  return (
    <div className="tab-row" role="tablist" aria-label={label} onKeyDown={onArrow}>
      {tabs.map(({ name, label: text }) => (
        <button
          key={name}
          id={`${controls}-tab-${name}`}
          type="button"
          role="tab"
          aria-selected={name === chosen}
          aria-controls={controls}
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => onChoose(name)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
