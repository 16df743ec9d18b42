import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import { useServices } from '../services';
import { RatingCard } from './RatingCard';
import { useTexts } from './texts';

/** One's own ratings, newest first, in a project or in all. */
export function HistoryView({ project }: { readonly project: string | undefined }) {
  const t = useTexts();
  const { review } = useServices();
  const [unseen, setUnseen] = useState(false);
  const history = useInfiniteQuery({
    queryKey: ['history', project ?? 'all', unseen],
    queryFn: ({ pageParam }) => review.history({ project, unseen, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const ratings = history.data?.pages.flatMap((page) => page.ratings) ?? [];
  const refresh = async (): Promise<void> => {
    await history.refetch();
  };
  return (
    <>
      <label className="step">
        <input
          type="checkbox"
          checked={unseen}
          onChange={(event) => {
            setUnseen(event.target.checked);
          }}
        />
        <span>{t('unseenOnly')}</span>
      </label>
      <Alert problem={history.error} retry={() => void history.refetch()} />
      {history.data && ratings.length === 0 && (
        <EmptyState
          title={t(unseen ? 'noUnseen' : 'nothing')}
          sentence={t(unseen ? 'noUnseenLead' : 'nothingLead')}
        >
          <a className="button primary" href={project ? `#/rate/${project}` : '#/projects'}>
            {t('rate')}
          </a>
        </EmptyState>
      )}
      <ol className="rated-list">
        {ratings.map((rating) => (
          <li key={rating.id}>
            <RatingCard rating={rating} onChange={refresh} />
          </li>
        ))}
      </ol>
      {history.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('more')}
        </button>
      )}
    </>
  );
}
