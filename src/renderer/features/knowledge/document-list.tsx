import { BookOpen, CircleAlert, FileText, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DocumentBody } from '../../../shared/api/knowledge-bases.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { useObservable } from '../../ui/use-observable.ts';
import { useCompanion } from '../app/companion-context.ts';

/** The documents of a collection, each with how far it is or why it cannot be read. */
export function DocumentList() {
  const { t } = useTranslation();
  const { library } = useCompanion();
  const { documents, documentCount, base } = useObservable(library.state);
  if (base === null) return null;
  if (documentCount === 0) return <p className="documents-none">{t('documents.none')}</p>;
  return (
    <section>
      <h4>{t('documents.list', { count: documentCount })}</h4>
      <ul className="documents-list">
        {documents.map((document) => (
          <DocumentItem key={document.id} document={document} />
        ))}
      </ul>
      {documents.length < documentCount && (
        <Button onClick={() => void library.showMore()}>{t('documents.more')}</Button>
      )}
    </section>
  );
}

function DocumentItem({ document }: { document: DocumentBody }) {
  const { t } = useTranslation();
  const { library } = useCompanion();
  const { id, knowledge_base_id: baseId, filename, status } = document;
  const Icon = status === 'failed' ? CircleAlert : FileText;
  return (
    <li data-status={status}>
      <Icon aria-hidden="true" />
      <div>
        <strong>{filename}</strong>
        <DocumentState document={document} />
      </div>
      {status === 'ready' && (
        <Button
          look="plain"
          aria-label={t('documents.read', { name: filename })}
          title={t('documents.read', { name: filename })}
          onClick={() => library.read({ baseId, documentId: id, filename, position: 0 })}
        >
          <BookOpen aria-hidden="true" />
        </Button>
      )}
      <ConfirmButton
        question={t('documents.deleteSure')}
        label={t('documents.delete', { name: filename })}
        onConfirm={() => void library.deleteDocument(document)}
      >
        <Trash2 aria-hidden="true" />
      </ConfirmButton>
    </li>
  );
}

function DocumentState({ document }: { document: DocumentBody }) {
  const { t, i18n } = useTranslation();
  const { status, error, chunks_created: done, total_chunks: total, page_count: pages } = document;
  if (status === 'failed') return <small className="documents-problem">{error?.message}</small>;
  if (status === 'processing') {
    return (
      <small className="documents-progress">
        {t('documents.processing')}
        <progress value={total === null ? undefined : done} max={total ?? 1} />
      </small>
    );
  }
  const facts = [
    ...(pages === null ? [] : [t('documents.pages', { count: pages })]),
    formatBytes(document.byte_count, i18n.language),
    ...(document.warnings ?? []),
  ];
  return <small>{facts.join(' · ')}</small>;
}
