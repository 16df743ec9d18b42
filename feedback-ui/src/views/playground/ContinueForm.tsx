import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { TextField } from '../../components/TextField';
import { continuedWith, type PlaygroundComparison, type SideName } from '../../domain/playground';
import { Choose } from '../operate/Choose';
import { usePlaygroundTexts } from './texts';
import type { Begin } from './useBegin';

interface ContinueFormProps {
  readonly comparison: PlaygroundComparison;
  readonly begin: Begin;
}

/** The next question; both models get the conversation with the answer that was chosen. */
export function ContinueForm({ comparison, begin }: ContinueFormProps) {
  const t = usePlaygroundTexts();
  const [side, setSide] = useState<SideName>('left');
  const [question, setQuestion] = useState('');
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        begin.mutate({
          messages: continuedWith(comparison, side, question),
          projectId: comparison.projectId,
        });
      }}
    >
      <Choose
        label={t('goOnWith')}
        value={side}
        options={[
          { value: 'left', text: 'A' },
          { value: 'right', text: 'B' },
        ]}
        onChange={(chosen) => {
          setSide(chosen === 'right' ? 'right' : 'left');
        }}
      />
      <TextField
        label={t('nextQuestion')}
        rows={2}
        dir="auto"
        value={question}
        onChange={(event) => {
          setQuestion(event.target.value);
        }}
      />
      <Alert problem={begin.error} />
      <div className="actions">
        <button className="button" disabled={begin.isPending || question.trim() === ''}>
          {t('goOn')}
        </button>
      </div>
    </form>
  );
}
