import { Alert } from '../../components/Alert';
import type { PlaygroundComparison, SideName } from '../../domain/playground';
import { AnswerText } from './AnswerText';
import { usePlaygroundTexts } from './texts';
import type { Answering } from './useAnswers';

interface AnswerSideProps {
  readonly comparison: PlaygroundComparison;
  readonly side: SideName;
  readonly answering: Answering;
  readonly askAgain: (side: SideName) => void;
}

/** One of two answers, as it comes and as it is. */
export function AnswerSide({ comparison, side, answering, askAgain }: AnswerSideProps) {
  const t = usePlaygroundTexts();
  const { answer, finishReason, checkpointId, model, seed } = comparison[side];
  const whole = typeof answer === 'string';
  const name = checkpointId ?? model;
  const letter = side === 'left' ? 'A' : 'B';
  const said = whole ? answer : answering.text;
  return (
    <section
      className="side-answer"
      data-side={letter}
      aria-labelledby={`side-${side}`}
      aria-busy={!whole}
    >
      <h2 id={`side-${side}`}>
        {letter}
        {typeof name === 'string' && (
          <a className="side-name" href={`#/checkpoints/${checkpointId ?? ''}`}>
            {name}
          </a>
        )}
      </h2>
      {said !== '' && <AnswerText text={said} level={3} />}
      {whole && said === '' && <p className="hint">{t('emptyAnswer')}</p>}
      {!whole && answering.problem === undefined && (
        <p className="hint">{t(answering.text === '' ? 'waits' : 'writes')}</p>
      )}
      {answering.problem && !whole && (
        <Alert
          problem={answering.problem}
          retry={() => {
            askAgain(side);
          }}
          retryLabel={t('again')}
        />
      )}
      {whole && (
        <p className="hint">
          {finishReason === 'length' && t('cut')}{' '}
          {typeof name === 'string' && t('seed', { seed: String(seed) })}
        </p>
      )}
    </section>
  );
}
