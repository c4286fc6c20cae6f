import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExampleDraft } from '../../api/teaching-api.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { parseLines } from './parse-lines.ts';

interface ExampleFormProps {
  name: string;
  /** What examples are about so far. */
  intents: readonly string[];
  /** @returns whether they were taken */
  onAdd(examples: readonly ExampleDraft[]): Promise<boolean>;
}

const EMPTY = { text: '', response: '', intent: '' };

/** Adds one example, or many that were pasted. */
export function ExampleForm({ name, intents, onAdd }: ExampleFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(EMPTY);
  const [lines, setLines] = useState<string | null>(null);
  const list = useId();
  const set = (part: keyof typeof EMPTY) => (value: string) => setDraft({ ...draft, [part]: value });
  const pasted = parseLines(lines ?? '');
  const isWhole = draft.text.trim() !== '' && (draft.response.trim() !== '' || draft.intent.trim() !== '');
  const add = async (): Promise<void> => {
    const { text, response, intent } = draft;
    const said = {
      text: text.trim(),
      response: response.trim() || undefined,
      intent: intent.trim() || undefined,
    };
    if (await onAdd(lines === null ? [said] : pasted)) {
      setDraft({ ...EMPTY, intent: draft.intent });
      setLines(null);
    }
  };
  return (
    <form
      className="teaching-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      {lines === null ? (
        <>
          <TextField
            label={t('teaching.lessons.said')}
            value={draft.text}
            maxLength={2_000}
            onChange={set('text')}
          />
          <TextField
            label={t('teaching.lessons.answer', { name })}
            value={draft.response}
            maxLength={4_000}
            onChange={set('response')}
          />
          <TextField
            label={t('teaching.lessons.about')}
            note={t('teaching.lessons.aboutNote')}
            value={draft.intent}
            maxLength={100}
            list={list}
            onChange={set('intent')}
          />
          <datalist id={list}>
            {intents.map((intent) => (
              <option key={intent} value={intent} />
            ))}
          </datalist>
        </>
      ) : (
        <label className="field">
          <span>{t('teaching.lessons.many')}</span>
          <textarea
            value={lines}
            rows={8}
            placeholder={t('teaching.lessons.manyExample')}
            onChange={(event) => setLines(event.target.value)}
          />
          <span className="field-note">{t('teaching.lessons.manyNote')}</span>
        </label>
      )}
      <div className="row">
        <Button type="submit" look="primary" disabled={lines === null ? !isWhole : pasted.length === 0}>
          {lines === null
            ? t('teaching.lessons.add')
            : t('teaching.lessons.addMany', { count: pasted.length })}
        </Button>
        <Button look="plain" onClick={() => setLines(lines === null ? '' : null)}>
          {lines === null ? t('teaching.lessons.paste') : t('teaching.lessons.one')}
        </Button>
      </div>
    </form>
  );
}
