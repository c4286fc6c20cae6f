import type { CSSProperties } from 'react';
import './bar-chart.css';

export interface Bar {
  /** What it stands for, as it is read aloud and shown on hover. */
  label: string;
  /** Null where there is nothing to show; not the same as 0. */
  value: number | null;
  /** How the value is written. */
  text: string;
}

interface BarChartProps {
  caption: string;
  bars: readonly Bar[];
  /** What the highest bar stands for at least; without it, the highest value. */
  max?: number;
  /** Under the first and the last bar. */
  ends: readonly [string, string];
}

/** Numbers over time as bars. It is a list, so that it can be read aloud too. */
export function BarChart({ caption, bars, max = 0, ends }: BarChartProps) {
  const highest = Math.max(max, ...bars.map(({ value }) => value ?? 0));
  return (
    <figure className="bar-chart">
      <figcaption>{caption}</figcaption>
      <ol style={{ '--bars': bars.length } as CSSProperties}>
        {bars.map(({ label, value, text }) => (
          <li key={label} title={`${label}: ${text}`}>
            <span
              className="bar"
              data-empty={value === null || value === 0}
              style={{ '--share': highest === 0 ? 0 : (value ?? 0) / highest } as CSSProperties}
            />
            <span className="bar-text">{`${label}: ${text}`}</span>
          </li>
        ))}
      </ol>
      <div className="bar-ends" aria-hidden="true">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </div>
    </figure>
  );
}
