import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Chart } from '../../components/Chart';
import { EmptyState } from '../../components/EmptyState';
import type { RatingPace } from '../../domain/runs';
import { useFormats } from '../../i18n/useFormats';
import { Problem } from '../operate/Problem';
import { useOperatorTexts } from '../operate/texts';
import { useServices } from '../services';

const RENEWED_MS = 10_000;

/** A reward model of fewer pairs has nothing to be measured on. */
const FEWEST = 10;

/** What people have rated, over time, and whether that is enough for a reward model. */
export function RatingsSoFar({ first }: { readonly first: boolean }) {
  const t = useOperatorTexts();
  const { operator } = useServices();
  const pace = useQuery({
    queryKey: ['ratingPace'],
    queryFn: () => operator.ratingPace(),
    refetchInterval: RENEWED_MS,
  });
  const recipes = useQuery({
    queryKey: ['recipes'],
    queryFn: () => operator.recipes(),
    staleTime: Infinity,
  });
  const wanted = recipes.data?.find(({ name }) => name === 'reward')?.defaults.minimumPreferences;
  return (
    <>
      <Problem error={pace.error ?? recipes.error} retry={pace.refetch} />
      {pace.data && typeof wanted === 'number' && (
        <>
          {pace.data.ratings === 0 ? (
            first && (
              <EmptyState title={t('nothingRated')} sentence={t('nothingRatedNext')}>
                <a className="button primary" href="#/projects">
                  {t('toProjects')}
                </a>
              </EmptyState>
            )
          ) : first ? (
            <Enough pace={pace.data} wanted={wanted} />
          ) : (
            <details className="fold">
              <summary>{t('ratingsSoFar', { count: pace.data.ratings })}</summary>
              <Enough pace={pace.data} wanted={wanted} />
            </details>
          )}
        </>
      )}
    </>
  );
}

function Enough({ pace, wanted }: { readonly pace: RatingPace; readonly wanted: number }) {
  const t = useOperatorTexts();
  const formats = useFormats();
  const { course, decisive, ratings } = pace;
  const x = useMemo(() => course.map(({ at }) => new Date(at).getTime() / 1000), [course]);
  const lines = useMemo(
    () => [{ label: t('ratings'), values: course.map((point) => point.ratings), colour: '--a' }],
    [course, t],
  );
  const enough = decisive >= wanted;
  return (
    <section className="panel" aria-labelledby="so-far">
      <h2 id="so-far">{t(enough ? 'enoughTitle' : 'soFarTitle')}</h2>
      <p>
        {t(enough ? 'enough' : 'notEnough', {
          decisive: formats.number(decisive),
          wanted: formats.number(wanted),
          ratings: formats.number(ratings),
        })}
      </p>
      <Chart
        label={t('ratingsOverTime', { count: ratings })}
        x={x}
        scale="time"
        lines={lines}
        height={160}
      />
      <div className="steps">
        {(enough || decisive >= FEWEST) && (
          <a className="button primary" href="#/runs/new/reward">
            {t('trainReward')}
          </a>
        )}
        {!enough && (
          <a className="button" href="#/projects">
            {t('rateMore')}
          </a>
        )}
      </div>
    </section>
  );
}
