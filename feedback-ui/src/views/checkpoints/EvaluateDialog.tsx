import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answers } from '../../domain/checkpoints';
import { AskReason } from '../operate/AskReason';
import { Choose } from '../operate/Choose';
import { useOperatorTexts } from '../operate/texts';
import { useServices } from '../services';
import { useAskRun } from '../runs/useAskRun';

interface EvaluateDialogProps {
  readonly checkpointId: string;
  readonly onClose: () => void;
}

/** Asks for a blind comparison on held-out prompts. */
export function EvaluateDialog({ checkpointId, onClose }: EvaluateDialogProps) {
  const t = useOperatorTexts();
  const { operator } = useServices();
  const [, go] = useLocation();
  const [opponent, setOpponent] = useState('');
  const asked = useAskRun((runId) => {
    go(`/runs/${runId}`);
  });
  const checkpoints = useQuery({
    queryKey: ['checkpoints'],
    queryFn: () => operator.checkpoints(),
  });
  return (
    <AskReason
      title={t('evaluateTitle')}
      consequence={t('evaluateConsequence')}
      button={t('evaluate')}
      reasonless
      perform={async () => {
        await asked.mutateAsync({
          asked: JSON.stringify(['evaluation', checkpointId, opponent]),
          send: (key) =>
            operator.evaluate(checkpointId, opponent === '' ? undefined : opponent, key),
        });
      }}
      onClose={onClose}
    >
      <Choose
        label={t('opponent')}
        value={opponent}
        options={[
          { value: '', text: t('itsParent') },
          ...(checkpoints.data ?? [])
            .filter((one) => answers(one) && one.checkpointId !== checkpointId)
            .map((one) => ({ value: one.checkpointId, text: `${one.name} (${one.checkpointId})` })),
        ]}
        onChange={setOpponent}
      />
    </AskReason>
  );
}
