import { useId } from 'react';
import type { MeasuredRater } from '../../domain/raterDesk';
import { useFormats } from '../../i18n/useFormats';
import { SignalTable } from './SignalTable';
import { StepList } from './StepList';
import { useTexts } from './texts';

interface CardProps {
  readonly rater: MeasuredRater;
  readonly onDecide: () => void;
}

/** Nothing that is estimated is certain. */
const MOST = 0.99;

/** One rater: the state, what was measured, in words and figures, and what was done. */
export function RaterCard({ rater, onDecide }: CardProps) {
  const t = useTexts();
  const { percent } = useFormats();
  const id = useId();
  const { name, pseudonym, votes, state, proposed, alone, verified, probability } = rater;
  const words = (): string => {
    if (!verified) {
      return t(alone ? 'alone' : 'unverified');
    }
    return typeof probability === 'number' && probability > 0.5
      ? t('careless', { share: percent(Math.min(probability, MOST)) })
      : t('careful');
  };
  return (
    <section className="panel rater" aria-labelledby={id}>
      <div className="sheet-head">
        <h2 id={id} dir="auto">
          {name}
        </h2>
        <span className={state === 'FINE' ? 'chip' : 'chip chip-bad'}>{t(`state-${state}`)}</span>
        <button
          type="button"
          className="button"
          aria-label={t('actAbout', { name })}
          onClick={onDecide}
        >
          {t('act')}
        </button>
      </div>
      <p className="hint">
        <bdi>{pseudonym}</bdi> · {t('votes', { count: votes })}
      </p>
      {proposed && <p role="note">{t('proposed')}</p>}
      <p>{words()}</p>
      {rater.signals.length > 0 && <SignalTable signals={rater.signals} name={name} />}
      {rater.steps.length > 0 && <StepList steps={rater.steps} />}
    </section>
  );
}
