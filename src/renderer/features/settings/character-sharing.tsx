import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonOf } from '../../api/reason-of.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';

/** Whether others may visit the character, and the ways to part with it. */
export function CharacterSharing() {
  const { t } = useTranslation();
  const companion = useCompanion();
  const { api, character } = companion;
  const { id, name, status, public_url: publicUrl } = useObservable(character);
  const [embedCode, setEmbedCode] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setProblem(null);
    await work().catch((error: unknown) => setProblem(reasonOf(error)));
  };
  const publish = async (): Promise<void> => {
    const published = await api.publishCharacter(id);
    character.set(published);
    setEmbedCode(published.embed_code);
  };
  const unpublish = async (): Promise<void> => {
    character.set(await api.changeStanding(id, 'unpublish'));
    setEmbedCode(null);
  };
  return (
    <section>
      <h4>{t('sharing.title')}</h4>
      {problem !== null && <p className="field-problem">{problem}</p>}
      {status === 'published' && publicUrl !== null ? (
        <>
          <p className="field-note">{t('sharing.published', { name })}</p>
          <div className="access-value">
            <code>{publicUrl}</code>
            <CopyButton text={publicUrl} />
          </div>
          {embedCode !== null && (
            <div className="access-value">
              <code>{embedCode}</code>
              <CopyButton text={embedCode} />
            </div>
          )}
          <div className="row">
            <a className="button button-soft" href={publicUrl} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden="true" />
              {t('sharing.look')}
            </a>
            {embedCode === null && (
              <Button onClick={() => void attempt(publish)}>{t('sharing.embed')}</Button>
            )}
            <Button onClick={() => void attempt(unpublish)}>{t('sharing.unpublish')}</Button>
          </div>
        </>
      ) : (
        <>
          <p className="field-note">{t('sharing.private', { name })}</p>
          <Button onClick={() => void attempt(publish)}>{t('sharing.publish')}</Button>
        </>
      )}
      <div className="row">
        <ConfirmButton
          question={t('sharing.archiveSure')}
          onConfirm={() =>
            void attempt(async () => {
              await api.changeStanding(id, 'archive');
              await companion.partWithCharacter();
            })
          }
        >
          {t('sharing.archive')}
        </ConfirmButton>
        <ConfirmButton
          question={t('sharing.deleteSure')}
          onConfirm={() =>
            void attempt(async () => {
              await api.deleteCharacter(id);
              await companion.partWithCharacter();
            })
          }
        >
          {t('sharing.delete')}
        </ConfirmButton>
      </div>
    </section>
  );
}
