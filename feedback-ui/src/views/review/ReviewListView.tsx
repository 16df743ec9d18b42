import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import { MOST_DISAGREEMENT, type ReviewKind } from '../../domain/review';
import { useServices } from '../services';
import { ReviewRowView } from './ReviewRowView';
import { ReviewTabs } from './ReviewTabs';
import { useTexts } from './texts';

interface ReviewListViewProps {
  readonly project: string;
  readonly kind: ReviewKind;
}

/** One of the lists that a reviewer works through. */
export function ReviewListView({ project, kind }: ReviewListViewProps) {
  const t = useTexts();
  const { review } = useServices();
  const [least, setLeast] = useState(1);
  const [rater, setRater] = useState('');
  const disagreeing = kind === 'DISAGREEING';
  const wanted = rater.trim() === '' ? undefined : rater.trim();
  const list = useInfiniteQuery({
    queryKey: ['review', project, kind, least, wanted ?? ''],
    queryFn: ({ pageParam }) =>
      review.list({
        project,
        kind,
        least: disagreeing ? least : 0,
        rater: wanted,
        after: pageParam,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <ReviewTabs project={project} here={kind} counts={list.data?.pages[0]?.counts} />
      <div className="filters">
        {disagreeing && (
          <label className="inline-field">
            {t('least')}
            <input
              type="range"
              min={1}
              max={MOST_DISAGREEMENT}
              value={least}
              onChange={(event) => {
                setLeast(Number(event.target.value));
              }}
            />
            <output>{least}</output>
          </label>
        )}
        <label className="inline-field">
          {t('ratedBy')}
          <input
            className="choice"
            value={rater}
            placeholder={t('anybody')}
            onChange={(event) => {
              setRater(event.target.value);
            }}
          />
        </label>
      </div>
      <Alert problem={list.error} retry={() => void list.refetch()} />
      {list.data && items.length === 0 && (
        <EmptyState title={t(`empty-${kind}`)} sentence={t(`empty-${kind}-lead`)} />
      )}
      <ol className="rated-list">
        {items.map((item) => (
          <ReviewRowView key={item.id} item={item} />
        ))}
      </ol>
      {list.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('more')}
        </button>
      )}
    </>
  );
}
