import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import { Field } from '../../components/Field';
import { AUDIT_PAGE } from '../../domain/administration';
import { useServices } from '../services';
import { useShellTexts } from '../shell/texts';
import { AuditTable } from './AuditTable';
import { AuditVerify } from './AuditVerify';
import { useTexts } from './texts';

/** Who did what, newest first; found by who and by what it says. */
export default function AuditScreen() {
  const t = useTexts();
  const shell = useShellTexts();
  const { administration } = useServices();
  const [typed, setTyped] = useState({ actor: '', text: '' });
  const [filter, setFilter] = useState(typed);
  const entries = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) => administration.auditEntries(filter, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.length < AUDIT_PAGE ? undefined : page.at(-1)?.position),
  });
  const all = entries.data?.pages.flat() ?? [];
  return (
    <div className="sheet broad">
      <div className="sheet-head">
        <h1>{t('audit')}</h1>
        <a className="button" href="/api/audit/download" download="attune-audit.jsonl">
          {t('download')}
        </a>
      </div>
      <AuditVerify />
      <form
        className="filters"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setFilter({ actor: typed.actor.trim(), text: typed.text.trim() });
        }}
      >
        <Field
          label={t('actor')}
          value={typed.actor}
          onChange={(event) => {
            setTyped({ ...typed, actor: event.target.value });
          }}
        />
        <Field
          label={t('contains')}
          value={typed.text}
          onChange={(event) => {
            setTyped({ ...typed, text: event.target.value });
          }}
        />
        <button className="button">{t('search')}</button>
      </form>
      <Alert
        problem={entries.error}
        retry={() => void entries.refetch()}
        retryLabel={shell('tryAgain')}
      />
      {entries.data && all.length === 0 && (
        <EmptyState title={t('noEntries')} sentence={t('noEntriesHint')} />
      )}
      {all.length > 0 && <AuditTable entries={all} />}
      {entries.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={entries.isFetchingNextPage}
          onClick={() => void entries.fetchNextPage()}
        >
          {shell('more')}
        </button>
      )}
    </div>
  );
}
