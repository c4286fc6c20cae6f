import { type InputHTMLAttributes, type ReactNode, useId } from 'react';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  label: string;
  value: string;
  onChange(value: string): void;
  note?: string | undefined;
  /** What is wrong with what stands there. */
  problem?: ReactNode;
}

/** A line of text with its label, and what there is to say about it. */
export function TextField({ label, onChange, note, problem, ...input }: TextFieldProps) {
  const id = useId();
  const isWrong = problem !== undefined && problem !== null && problem !== false;
  return (
    <label className="field">
      <span>{label}</span>
      <input
        {...input}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? id : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {isWrong && (
        <span id={id} className="field-problem" role="alert">
          {problem}
        </span>
      )}
      {note !== undefined && <span className="field-note">{note}</span>}
    </label>
  );
}
