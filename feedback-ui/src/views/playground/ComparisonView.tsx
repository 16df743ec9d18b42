import { Alert } from '../../components/Alert';
import { bothAnswered, sameAnswers } from '../../domain/playground';
import { AnswerSide } from './AnswerSide';
import { AnswerText } from './AnswerText';
import { ContinueForm } from './ContinueForm';
import { GivenVerdict } from './GivenVerdict';
import { usePlaygroundTexts } from './texts';
import { useAnswers } from './useAnswers';
import type { Begin } from './useBegin';
import { VerdictForm } from './VerdictForm';

interface ComparisonViewProps {
  readonly id: string;
  readonly begin: Begin;
}

/** The conversation, both answers as they come, the verdict, and how it goes on. */
export function ComparisonView({ id, begin }: ComparisonViewProps) {
  const t = usePlaygroundTexts();
  const { comparison, problem, left, right, askAgain } = useAnswers(id);
  if (!comparison) {
    return <Alert problem={problem} />;
  }
  return (
    <>
      <ol className="conversation" aria-label={t('conversation')}>
        {comparison.messages.map(({ role, content }, index) => (
          <li key={index} className="message" data-role={role}>
            <span className="role">{t(`role-${role}` as never)}</span>
            <AnswerText text={content} level={2} />
          </li>
        ))}
      </ol>
      <div className="two answers">
        <AnswerSide comparison={comparison} side="left" answering={left} askAgain={askAgain} />
        <AnswerSide comparison={comparison} side="right" answering={right} askAgain={askAgain} />
      </div>
      {sameAnswers(comparison) && <p className="notice">{t('same')}</p>}
      {typeof comparison.ratingId !== 'string' &&
        bothAnswered(comparison) &&
        !sameAnswers(comparison) && <VerdictForm comparison={comparison} />}
      {typeof comparison.ratingId === 'string' && (
        <GivenVerdict key={comparison.ratingId} comparison={comparison} />
      )}
      {bothAnswered(comparison) && <ContinueForm comparison={comparison} begin={begin} />}
    </>
  );
}
<<<<<<< HEAD

interface AnswerSideProps {
  readonly comparison: PlaygroundComparison;
  readonly side: SideName;
  readonly answering: Answering;
  readonly askAgain: (side: SideName) => void;
}

function AnswerSide({ comparison, side, answering, askAgain }: AnswerSideProps) {
  const t = usePlaygroundTexts();
  const { answer, finishReason, checkpointId, model, seed } = comparison[side];
  const whole = typeof answer === 'string';
  const name = checkpointId ?? model;
  const letter = side === 'left' ? 'A' : 'B';
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
      <div className="text" dir="auto">
        {whole ? (answer === '' ? t('emptyAnswer') : answer) : answering.text}
      </div>
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
=======
>>>>>>> operate
