import type { CSSProperties } from 'react';

interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** How the value is read aloud. */
  valueText: string;
  onChange(value: number): void;
}

export function Slider({ label, value, min, max, step, valueText, onChange }: SliderProps) {
  const share = `${((value - min) / (max - min)) * 100}%`;
  return (
    <input
      className="slider"
      type="range"
      aria-label={label}
      aria-valuetext={valueText}
      style={{ '--share': share } as CSSProperties}
      {...{ value, min, max, step }}
      onChange={(event) => onChange(event.target.valueAsNumber)}
    />
  );
}
