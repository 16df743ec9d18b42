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
