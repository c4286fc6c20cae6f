import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';

const DONE_MS = 2_000;

export function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const [done, setDone] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setDone(true);
    setTimeout(() => setDone(false), DONE_MS);
  };
  return (
    <IconButton icon={done ? Check : Copy} label={t(done ? 'copied' : 'copy')} onClick={() => void copy()} />
  );
}
