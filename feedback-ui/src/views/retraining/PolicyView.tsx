import { useQuery } from '@tanstack/react-query';
import type { Retraining } from '../../domain/retraining';
import { useFormats } from '../../i18n/useFormats';
import { Problem } from '../operate/Problem';
import { useWho } from '../operate/useWho';
import { useServices } from '../services';
import { DecisionTable } from './DecisionTable';
import { NowText } from './NowText';
import { PolicyForm } from './PolicyForm';
import { useTexts } from './texts';

const RENEWED_MS = 5_000;

/** A project's retraining policy, what would be decided now, and what was. */
export function PolicyView({ id }: { readonly id: string }) {
  const t = useTexts();
  const { feedback, retraining } = useServices();
  const projects = useQuery({ queryKey: ['projects'], queryFn: () => feedback.projects() });
  const state = useQuery({
    queryKey: ['retraining', id],
    queryFn: () => retraining.retraining(id),
    refetchInterval: RENEWED_MS,
  });
  const decisions = useQuery({
    queryKey: ['retraining-decisions', id],
    queryFn: () => retraining.decisions(id),
    refetchInterval: RENEWED_MS,
  });
  return (
    <div className="sheet">
      <a className="link back" href="#/retraining">
        {t('all')}
      </a>
      <h1>{projects.data?.find((project) => project.id === id)?.name ?? id}</h1>
      <Problem error={state.error ?? decisions.error} retry={state.refetch} />
      {state.data && (
        <>
          <Now state={state.data} />
          <PolicyForm key={state.data.version} project={id} state={state.data} />
        </>
      )}
      {decisions.data && <DecisionTable decisions={decisions.data} />}
    </div>
  );
}

function Now({ state }: { readonly state: Retraining }) {
  const t = useTexts();
  const who = useWho();
  const { percent, dateTime } = useFormats();
  const { watch, usual, version, changedBy, changedAt } = state;
  return (
    <section className="panel" aria-labelledby="now">
      <h2 id="now">{t('now')}</h2>
      <p role="status">
        <NowText now={state.now} />
      </p>
      <p className="hint" lang="en" dir="ltr">
        {state.now.sentence}
      </p>
      <p className="hint">
        {usual || changedAt === undefined
          ? t('usualHint')
          : t('ownHint', { version, who: who(changedBy), at: dateTime(changedAt) })}
      </p>
      {watch?.watching === true && (
        <p className="hint">
          {t(watch.noticed ? 'drifted' : 'watched', {
            count: watch.ratings,
            share: percent(watch.share),
          })}
        </p>
      )}
    </section>
  );
}
