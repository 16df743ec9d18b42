import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { ReasonDialog } from '../../components/ReasonDialog';
import type { PlaygroundComparison } from '../../domain/playground';
import { toProblem } from '../../domain/problem';
import { useServices } from '../services';
import { CHOICES } from './choices';
import { usePlaygroundTexts } from './texts';
import { useKeys } from './useKeys';

/** Afterwards only with a reason: the service says when. */
const TOO_LATE = 'undo-too-late';

/** What was said, and the way back: at once for a while, later with a reason. */
export function GivenVerdict({ comparison }: { readonly comparison: PlaygroundComparison }) {
  const t = usePlaygroundTexts();
  const { playground } = useServices();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const done = (back: PlaygroundComparison): void => {
    queries.setQueryData(['comparison', back.id], back);
    void queries.invalidateQueries({ queryKey: ['ratingPace'] });
    void queries.invalidateQueries({ queryKey: ['comparisons'] });
  };
  const back = useMutation({
    mutationFn: () => playground.takeBack(comparison.id, undefined),
    onSuccess: done,
    onError: (thrown) => {
      setAsked(toProblem(thrown).code === TOO_LATE);
    },
  });
  useKeys((pressed) => {
    if (pressed === 'u' && !back.isPending) {
      back.mutate();
    }
    return pressed === 'u';
  });
  const said = CHOICES.find(
    ({ judgement }) =>
      judgement.verdict === comparison.verdict && judgement.strength === comparison.strength,
  );
  const problem = back.error ? toProblem(back.error) : undefined;
  return (
    <>
      <div className="notice given">
        <p role="status">
          {said && <strong>{t(said.text)}.</strong>} {t('counted')}
        </p>
        <button
          type="button"
          className="button"
          disabled={back.isPending}
          aria-keyshortcuts="U"
          onClick={() => {
            back.mutate();
          }}
        >
          {t('takeBack')} <kbd aria-hidden="true">U</kbd>
        </button>
      </div>
      <Alert problem={problem?.code === TOO_LATE ? undefined : problem} />
      {asked && (
        <ReasonDialog
          title={t('takeBackTitle')}
          consequence={t('takeBackConsequence')}
          button={t('takeBack')}
          perform={async (reason) => {
            done(await playground.takeBack(comparison.id, reason));
          }}
          onClose={() => {
            setAsked(false);
          }}
        />
      )}
    </>
  );
}
