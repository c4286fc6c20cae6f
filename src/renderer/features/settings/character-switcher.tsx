import { Check, Plus, UserRound } from 'lucide-react';
import { type SyntheticEvent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonOf } from '../../api/reason-of.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';
import './character-switcher.css';

/** The characters of this account: one is talked to, the others are a click away. */
export function CharacterSwitcher() {
  const { t } = useTranslation();
  const companion = useCompanion();
  const { api, character } = companion;
  const current = useObservable(character);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changed about the current one is asked for again
  const load = useCallback(() => api.characters(), [api, current.id, current.updated_at]);
  const { value: characters, problem, reload } = useLoaded(load);
  const others = (characters ?? []).filter(({ status }) => status !== 'archived');
  const away = (characters ?? []).filter(({ status }) => status === 'archived');
  return (
    <section>
      <h4>{t('characterPage.whom')}</h4>
      {problem !== null && <p className="field-problem">{problem}</p>}
      <ul className="cast">
        {others.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              className="cast-member"
              aria-pressed={item.id === current.id}
              onClick={() => void companion.talkTo(item)}
            >
              <Portrait url={item.vrm_model.preview_url} />
              <strong>{item.id === current.id ? current.name : item.name}</strong>
              {item.id === current.id && <Check aria-hidden="true" />}
            </button>
          </li>
        ))}
      </ul>
      {away.length > 0 && (
        <ul className="cast cast-away" aria-label={t('sharing.away')}>
          {away.map((item) => (
            <li key={item.id}>
              <Button look="plain" onClick={() => void api.changeStanding(item.id, 'unarchive').then(reload)}>
                {t('sharing.bringBack', { name: item.name })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <NewCharacter />
    </section>
  );
}

function Portrait({ url }: { url: string | null }) {
  const [broken, setBroken] = useState(false);
  return (
    <span className="cast-picture">
      {url === null || broken ? (
        <UserRound aria-hidden="true" />
      ) : (
        <img src={url} alt="" onError={() => setBroken(true)} />
      )}
    </span>
  );
}

function NewCharacter() {
  const { t } = useTranslation();
  const companion = useCompanion();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const create = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    try {
      const wanted = name.trim();
      const made = await companion.api.createCharacter({
        name: wanted,
        system_prompt: t('characterPage.firstPersonality', { name: wanted }),
      });
      await companion.talkTo(made);
      setOpen(false);
      setName('');
      setProblem(null);
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };
  if (!open) {
    return (
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        {t('characterPage.new')}
      </Button>
    );
  }
  return (
    <form className="settings-form" onSubmit={(event) => void create(event)}>
      <TextField
        label={t('characterPage.newName')}
        autoFocus
        value={name}
        maxLength={200}
        onChange={setName}
      />
      {problem !== null && <p className="field-problem">{problem}</p>}
      <div className="row">
        <Button look="primary" type="submit" disabled={name.trim() === ''}>
          {t('characterPage.create')}
        </Button>
        <Button look="plain" onClick={() => setOpen(false)}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
