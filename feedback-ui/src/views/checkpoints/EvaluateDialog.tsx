import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answers } from '../../domain/checkpoints';
import { AskReason } from '../operate/AskReason';
import { Choose } from '../operate/Choose';
import { useOperatorTexts } from '../operate/texts';
import { useServices } from '../services';

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
        go(
          `/runs/${await operator.evaluate(checkpointId, opponent === '' ? undefined : opponent)}`,
        );
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
