import { Search } from 'lucide-react';
import './search-field.css';

interface SearchFieldProps {
  label: string;
  value: string;
  maxLength: number;
  onChange(value: string): void;
}

/** Where one types what is looked for. */
export function SearchField({ label, value, maxLength, onChange }: SearchFieldProps) {
  return (
    <label className="search-field">
      <Search aria-hidden="true" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        maxLength={maxLength}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
