import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Alert } from '../../components/Alert';
import { TextField } from '../../components/TextField';
import { useKeys } from './useKeys';
import type { ComparisonJudgement, PlaygroundComparison } from '../../domain/playground';
import { toProblem } from '../../domain/problem';
import { LONGEST_COMMENT } from '../../domain/verdict';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';
import { useServices } from '../services';
import { CHOICES } from './choices';
import { usePlaygroundTexts } from './texts';

/** Which answer is better, by buttons or by their keys; with it come the names. */
export function VerdictForm({ comparison }: { readonly comparison: PlaygroundComparison }) {
  const t = usePlaygroundTexts();
  const { playground } = useServices();
  const queries = useQueryClient();
  const [comment, setComment] = useState('');
  const key = useRef(newIdempotencyKey());
  const sent = useMutation({
    mutationFn: (judgement: ComparisonJudgement) =>
      playground.rate(
        comparison.id,
        { ...judgement, ...(comment.trim() !== '' && { comment: comment.trim() }) },
        key.current,
      ),
    onSuccess: (rated) => {
      queries.setQueryData(['comparison', rated.id], rated);
      void queries.invalidateQueries({ queryKey: ['ratingPace'] });
      void queries.invalidateQueries({ queryKey: ['comparisons'] });
    },
    onError: (thrown) => {
      // What was refused was not carried out: another verdict is another call.
      if (toProblem(thrown).status >= 400 && toProblem(thrown).status < 500) {
        key.current = newIdempotencyKey();
      }
    },
  });
  useKeys((pressed) => {
    const choice = CHOICES.find((one) => one.key === pressed);
    if (choice && !sent.isPending) {
      sent.mutate(choice.judgement);
    }
    return choice !== undefined;
  });
  return (
    <section className="block" aria-labelledby="verdict">
      <h2 id="verdict">{t('which')}</h2>
      <div className="side-verdicts">
        {CHOICES.map(({ key: letter, text, judgement }) => (
          <button
            key={letter}
            type="button"
            className="button"
            disabled={sent.isPending}
            aria-keyshortcuts={letter.toUpperCase()}
            onClick={() => {
              sent.mutate(judgement);
            }}
          >
            {t(text)} <kbd aria-hidden="true">{letter.toUpperCase()}</kbd>
          </button>
        ))}
      </div>
      <TextField
        label={t('comment')}
        rows={2}
        dir="auto"
        maxLength={LONGEST_COMMENT}
        value={comment}
        onChange={(event) => {
          setComment(event.target.value);
        }}
      />
      <Alert problem={sent.error} />
    </section>
  );
}
