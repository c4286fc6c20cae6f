import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

interface ConfirmButtonProps {
  /** What is asked before it happens. */
  question: string;
  /** Read aloud in place of the content. */
  label?: string;
  disabled?: boolean;
  onConfirm(): void;
  children: ReactNode;
}

/** A button for what cannot be undone: the first press asks, the second does it. */
export function ConfirmButton({ question, label, disabled, onConfirm, children }: ConfirmButtonProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button
        look="plain"
        aria-label={label}
        title={label}
        disabled={disabled}
        onClick={() => setAsking(true)}
      >
        {children}
      </Button>
    );
  }
  return (
    <span className="row">
      <Button
        look="danger"
        autoFocus
        onClick={() => {
          setAsking(false);
          onConfirm();
        }}
      >
        {question}
      </Button>
      <Button look="plain" onClick={() => setAsking(false)}>
        {t('keep')}
      </Button>
    </span>
  );
}
