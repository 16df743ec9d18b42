import { useQueryClient } from '@tanstack/react-query';
import { Alert } from '../../components/Alert';
import { Time } from '../../components/Time';
import { isLast, isSettled, type AttemptView } from '../../domain/gates';
import { useWho } from '../operate/useWho';
import { useServices } from '../services';
import { useAskOnce } from '../useAskOnce';
import { GateRows } from './GateRows';
import { MeasureForm } from './MeasureForm';
import { useTexts } from './texts';

interface AttemptListProps {
  readonly project: string;
  readonly attempts: readonly AttemptView[];
}

/** What checkpoints came to at the gates, newest first, and a measurement where it is no second chance. */
export function AttemptList({ project, attempts }: AttemptListProps) {
  const t = useTexts();
  const measure = useMeasure(project);
  return (
    <section className="block" aria-labelledby="attempts">
      <h2 id="attempts">{t('attempts')}</h2>
      <Alert problem={measure.error} />
      {attempts.length === 0 && <p className="lead">{t('nothingMeasured')}</p>}
      <ol className="attempts">
        {attempts.map((view) => (
          <Attempt
            key={view.attempt.attemptId}
            view={view}
            again={
              isLast(view.attempt, attempts) && isSettled(view.attempt)
                ? () => {
                    measure.ask(view.attempt.checkpointId, view.attempt.attemptId);
                  }
                : undefined
            }
          />
        ))}
      </ol>
      <MeasureForm attempts={attempts} onMeasure={measure.ask} />
    </section>
  );
}

/** Asks for a measurement once; after the attempt that the person has seen it is another wish. */
function useMeasure(project: string) {
  const { gates } = useServices();
  const cache = useQueryClient();
  const { mutate, error } = useAskOnce<AttemptView>('gates', () => {
    void cache.invalidateQueries({ queryKey: ['gate-attempts', project] });
  });
  return {
    error,
    ask: (checkpointId: string, after: string) => {
      mutate({
        asked: `${project} ${checkpointId} ${after}`,
        send: (key) => gates.measure(project, checkpointId, key),
      });
    },
  };
}

interface AttemptProps {
  readonly view: AttemptView;
  readonly again: (() => void) | undefined;
}

function Attempt({ view: { attempt, sentence }, again }: AttemptProps) {
  const t = useTexts();
  const who = useWho();
  const { attemptId, checkpointId, opponentId, number, at, by, state, results, policy } = attempt;
  return (
    <li className="attempt" data-attempt={attemptId}>
      <div className="chips">
        <h3>
          <a href={`#/checkpoints/${checkpointId}`}>{checkpointId}</a>
        </h3>
        <span className={`chip attempt-${state.toLowerCase()}`} data-state={state}>
          {t(`attempt-${state}`)}
        </span>
      </div>
      <p className="hint">
        {t('attemptOf', { number, who: who(by) })} · <Time at={at} /> · {t('beside')}{' '}
        <a href={`#/checkpoints/${opponentId}`}>{opponentId}</a>
      </p>
      <p lang="en" dir="ltr">
        {sentence}
      </p>
      {results.length > 0 && (
        <details className="fold">
          <summary>{t('results', { count: results.length })}</summary>
          <GateRows results={results} dryRun={policy.dryRun ?? []} heading="h4" />
        </details>
      )}
      {again && (
        <button type="button" className="button" onClick={again}>
          {t('measureAgain', { checkpoint: checkpointId })}
        </button>
      )}
    </li>
  );
}
