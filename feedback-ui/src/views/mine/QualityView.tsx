import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import { useFormats } from '../../i18n/useFormats';
import { NoticePart } from '../notice/NoticePart';
import { useServices } from '../services';
import { AgreementFigure, Figure } from './Figures';
import { useTexts } from './texts';

const Chart = lazy(async () => ({ default: (await import('../../components/Chart')).Chart }));

/** How one's own ratings in a project are: for oneself, beside nobody's name. */
export function QualityView({ project }: { readonly project: string }) {
  const t = useTexts();
  const { review } = useServices();
  const { number, percent, duration, date } = useFormats();
  const quality = useQuery({
    queryKey: ['quality', project],
    queryFn: () => review.quality(project),
  });
  const days = quality.data?.days;
  const lines = useMemo(
    () => [
      { label: t('ratings'), values: days?.map(({ ratings }) => ratings) ?? [], colour: '--a' },
    ],
    [days, t],
  );
  const x = useMemo(() => days?.map(({ day }) => Date.parse(day) / 1000) ?? [], [days]);
  if (!quality.data) {
    return <Alert problem={quality.error} retry={() => void quality.refetch()} />;
  }
  const { ratings, skipped, medianSeconds, leftShare, others, reviewers } = quality.data;
  if (ratings === 0) {
    return (
      <EmptyState title={t('nothing')} sentence={t('qualityNothingLead')}>
        <a className="button primary" href={`#/rate/${project}`}>
          {t('rate')}
        </a>
      </EmptyState>
    );
  }
  return (
    <>
      <p className="lead">{t('qualityLead')}</p>
      <dl className="figures">
        <Figure name={t('ratings')} value={number(ratings)} />
        <Figure name={t('skipped')} value={number(skipped)} />
        {typeof medianSeconds === 'number' && (
          <Figure name={t('median')} value={duration(medianSeconds)} />
        )}
        {typeof leftShare === 'number' && (
          <Figure name={t('leftShare')} value={percent(leftShare)} note={t('leftShareNote')} />
        )}
        <AgreementFigure name={t('withOthers')} agreement={others} note={t('withOthersNote')} />
        <AgreementFigure
          name={t('withReviewers')}
          agreement={reviewers}
          note={t('withReviewersNote')}
        />
      </dl>
      <NoticePart project={project} />
      <h2>{t('byDay')}</h2>
      {x.length > 1 && (
        <Suspense>
          <Chart label={t('byDay')} x={x} scale="time" lines={lines} height={160} />
        </Suspense>
      )}
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{t('day')}</th>
            <th scope="col" className="number">
              {t('ratings')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...(days ?? [])].reverse().map((day) => (
            <tr key={day.day}>
              <td>{date(day.day)}</td>
              <td className="number">{number(day.ratings)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
