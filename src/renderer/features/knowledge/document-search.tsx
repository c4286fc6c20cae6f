import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnowledgeResultBody } from '../../../shared/api/knowledge-bases.ts';
import { reasonOf } from '../../api/reason-of.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { useCompanion } from '../app/companion-context.ts';
import { excerpt } from './excerpt.ts';

/** Finds passages in a collection; each opens at its place. */
export function DocumentSearch({ baseId }: { baseId: string }) {
  const { t } = useTranslation();
  const { api, library } = useCompanion();
  const [query, setQuery] = useState('');
  const [searched, setSearched] = useState('');
  const [results, setResults] = useState<readonly KnowledgeResultBody[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const search = async (): Promise<void> => {
    setProblem(null);
    setSearched(query);
    try {
      setResults(query.trim() === '' ? null : await api.knowledge.search(baseId, query));
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };
  return (
    <section className="documents-search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void search();
        }}
      >
        <SearchField
          label={t('documents.search')}
          value={query}
          maxLength={1_000}
          onChange={(value) => {
            setQuery(value);
            if (value === '') setResults(null);
          }}
        />
      </form>
      {problem !== null && <p className="field-problem">{problem}</p>}
      {results?.length === 0 && <p className="documents-none">{t('documents.notFound')}</p>}
      <ul className="documents-results" aria-live="polite">
        {results?.map((result) => (
          <li key={`${result.document_id} ${result.position}`}>
            <button
              type="button"
              onClick={() =>
                library.read({
                  baseId,
                  documentId: result.document_id,
                  filename: result.filename,
                  position: result.position,
                })
              }
            >
              <small>
                {[
                  result.filename,
                  result.page === null ? null : t('documents.page', { page: result.page }),
                  result.heading,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
              <span>{excerpt(result.content, searched)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
