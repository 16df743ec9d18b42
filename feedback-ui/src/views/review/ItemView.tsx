import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { Alert } from '../../components/Alert';
import { Answers, bestOf } from '../../components/rated/Answers';
import { Asked } from '../../components/rated/Asked';
import { useServices } from '../services';
import { AdjudicationForm } from './AdjudicationForm';
import { FlagList } from './FlagList';
import { ItemDecisions } from './ItemDecisions';
import { OpinionTable } from './OpinionTable';
import { RaterNotes } from './RaterNotes';
import { useTexts } from './texts';
import { WrittenForm } from './WrittenForm';

/** An item with everything that was said of it, side by side, and what a reviewer may decide. */
export function ItemView({ id }: { readonly id: string }) {
  const t = useTexts();
  const { review } = useServices();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ['reviewItem', id], queryFn: () => review.item(id) });
  const refresh = useCallback(async () => {
    await queries.invalidateQueries({ queryKey: ['review'] });
    await query.refetch();
  }, [queries, query]);
  const { mutate: see } = useMutation({
    mutationFn: (until: string) => review.reviewed(id, until),
  });
  const item = query.data;
  const newest = item?.notes
    .filter(({ author, rater, seenAt }) => author.pseudonym === rater && !seenAt)
    .at(-1)?.writtenAt;
  useEffect(() => {
    if (newest !== undefined) {
      see(newest);
    }
  }, [newest, see]);
  if (!item) {
    return (
      <>
        <h1>{t('item')}</h1>
        <Alert problem={query.error} retry={() => void query.refetch()} />
      </>
    );
  }
  const { adjudication } = item;
  return (
    <>
      <p>
        <a className="link" href={`#/review/${item.projectId}/flagged`}>
          {t('back')}
        </a>
      </p>
      <div className="sheet-head">
        <h1>{t('item')}</h1>
        <span className="chip">{t(`state-${item.state}`)}</span>
      </div>
      <Asked messages={item.prompt} />
      <Answers
        answers={item.answers}
        images={item.images}
        best={adjudication ? bestOf(adjudication) : []}
      />
      <FlagList flags={item.flags} />
      <OpinionTable item={item} />
      <ItemDecisions item={item} onDone={refresh} />
      {item.state !== 'VOID' &&
        (item.form.task === 'DEMONSTRATE' ? (
          <WrittenForm key={adjudication?.ratingId ?? 'none'} item={item} onDone={refresh} />
        ) : (
          <AdjudicationForm key={adjudication?.ratingId ?? 'none'} item={item} onDone={refresh} />
        ))}
      <RaterNotes item={item} onDone={refresh} />
    </>
  );
}
