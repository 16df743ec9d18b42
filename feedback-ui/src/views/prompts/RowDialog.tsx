import { useCallback } from 'react';
import { Alert } from '../../components/Alert';
import { Conversation } from '../../components/Conversation';
import { Dialog } from '../../components/Dialog';
import { useLoaded } from '../../components/useLoaded';
import type { PromptLibrary } from '../../domain/promptLibrary';
import { stateWord } from '../../domain/promptRuns';

interface RowDialogProps {
  readonly library: PromptLibrary;
  readonly runId: string;
  readonly position: number;
  readonly onClose: () => void;
}

const quietly = (): void => undefined;

/** One prompt with one case: the prompt as it was put, the answer, and what each check said. */
export function RowDialog({ library, runId, position, onClose }: RowDialogProps) {
  const { value, problem, reload } = useLoaded(
    useCallback(() => library.row(runId, position), [library, runId, position]),
    quietly,
  );
  return (
    <Dialog
      title={value ? `Case ${value.number}: ${value.prompt} ${stateWord(value.state)}` : 'Case'}
      className="dialog-broad"
      onClose={onClose}
    >
      <Alert sentence={problem?.sentence} retry={reload} />
      {value && (
        <>
          <p className="hint">
            {value.provider}
            {value.repeat > 1 && ` · repeat ${value.repeat}`} · {value.millis.toFixed(0)} ms
          </p>
          <h3>Prompt</h3>
          <Conversation messages={value.conversation} />
          <h3>Answer</h3>
          {value.error !== '' ? (
            <p className="alert">{value.error}</p>
          ) : (
            <div className="text answer-text">
              {value.output === '' ? '(an empty answer)' : value.output}
            </div>
          )}
          <h3>Checks</h3>
          <ul className="checks">
            {value.checks.map((check, index) => (
              <li key={index} className={check.passed ? 'check-passed' : 'check-failed'}>
                <span aria-hidden="true">{check.skipped ? '–' : check.passed ? '✓' : '✗'}</span>
                <span>
                  <strong>{check.check}</strong>{' '}
                  {check.skipped ? 'skipped' : check.passed ? 'passed' : 'failed'}
                  {check.reason !== '' && `: ${check.reason}`}
                </span>
              </li>
            ))}
            {value.checks.length === 0 && <li>The case has no checks.</li>}
          </ul>
        </>
      )}
    </Dialog>
  );
}
