import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Dialog } from '../../components/Dialog';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import type { PromptLibrary } from '../../domain/promptLibrary';
import {
  labelFault,
  mayMoveLabel,
  PRODUCTION,
  STAGING,
  type Prompt,
  type VersionSummary,
} from '../../domain/prompts';
import type { Session } from '../../domain/session';

interface MoveLabelProps {
  readonly library: PromptLibrary;
  readonly session: Session;
  readonly prompt: Prompt;
  readonly version: VersionSummary;
  readonly onClose: () => void;
  readonly onMoved: () => void;
}

/** Asks which label shall lead to a version, and says what that changes before it is done. */
export function MoveLabel(props: MoveLabelProps) {
  const { library, session, prompt, version, onClose, onMoved } = props;
  const [label, setLabel] = useState(STAGING);
  const [reason, setReason] = useState('');
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      await library.moveLabel(prompt.name, label, version.version, reason.trim());
      onMoved();
    }, [library, prompt.name, label, version.version, reason, onMoved]),
  );
  const now = prompt.labels.find((one) => one.label === label)?.version;
  const allowed = mayMoveLabel(session, label);
  const fault = labelFault(label);
  return (
    <Dialog title={`Label version ${version.version} of ${prompt.name}`} onClose={onClose}>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <Field
          label="Label"
          list="known-labels"
          value={label}
          required
          onChange={(event) => {
            setLabel(event.target.value);
          }}
        />
        <datalist id="known-labels">
          {[...new Set([PRODUCTION, STAGING, ...prompt.labels.map((one) => one.label)])].map(
            (known) => (
              <option key={known} value={known} />
            ),
          )}
        </datalist>
        <Field
          label="Reason"
          hint="Kept with your name’s stand-in and the time."
          maxLength={2000}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
          }}
        />
        <p role="status">
          {fault ??
            (allowed
              ? consequence(label, now, version.version)
              : 'Only reviewers and administrators move “production”. Ask one of them.')}
        </p>
        <Alert sentence={problem?.sentence} />
        <div className="actions">
          <button
            className="button primary"
            disabled={busy || !allowed || fault !== undefined || now === version.version}
          >
            Move the label
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function consequence(label: string, now: number | undefined, next: number): string {
  if (now === next) {
    return `“${label}” leads to version ${next} already.`;
  }
  const from = now === undefined ? 'nowhere yet' : `to version ${now} now`;
  const who = label === PRODUCTION ? ' Programs that answer people use it from then on.' : '';
  return `“${label}” leads ${from}, and will lead to version ${next}.${who}`;
}
