import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AttemptView } from '../../domain/gates';
import { Choose } from '../operate/Choose';
import { useServices } from '../services';
import { useTexts } from './texts';

interface MeasureFormProps {
  readonly attempts: readonly AttemptView[];
  /** Which checkpoint, and after which of its attempts. */
  readonly onMeasure: (checkpointId: string, after: string) => void;
}

/** Measures a checkpoint that the gates have not seen; whether it is the project's, the service knows. */
export function MeasureForm({ attempts, onMeasure }: MeasureFormProps) {
  const t = useTexts();
  const { operator } = useServices();
  const [chosen, setChosen] = useState('');
  const all = useQuery({ queryKey: ['checkpoints'], queryFn: () => operator.checkpoints() });
  const measured = new Set(attempts.map(({ attempt }) => attempt.checkpointId));
  const offered = (all.data ?? []).filter(
    ({ kind, checkpointId }) =>
      (kind === 'POLICY' || kind === 'ADAPTER') && !measured.has(checkpointId),
  );
  if (offered.length === 0) {
    return null;
  }
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        onMeasure(chosen, '');
      }}
    >
      <Choose
        label={t('measureAnother')}
        value={chosen}
        options={[
          { value: '', text: t('chooseCheckpoint') },
          ...offered.map(({ checkpointId, name }) => ({
            value: checkpointId,
            text: `${name} (${checkpointId})`,
          })),
        ]}
        onChange={setChosen}
      />
      <div className="actions">
        <button className="button" disabled={chosen === ''}>
          {t('measure')}
        </button>
      </div>
    </form>
  );
}
