import { useCallback, useState } from 'react';
import { Alert } from './Alert';
import { Dialog } from './Dialog';
import { Field } from './Field';
import { useAction } from './useAction';

interface ReasonDialogProps {
  readonly title: string;
  /** What will be so when it is done. */
  readonly consequence: string;
  readonly button: string;
  readonly perform: (reason: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks why, and says what is going to change before it is done. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, consequence, button, perform, onClose } = props;
  const [reason, setReason] = useState('');
  const { run, busy, problem } = useAction(
    useCallback(() => perform(reason.trim()), [perform, reason]),
  );
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <p>{consequence}</p>
        <Field
          label="Reason"
          hint="Kept with your name’s stand-in and the time."
          maxLength={2000}
          required
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
          }}
        />
        <Alert sentence={problem?.sentence} />
        <div className="actions">
          <button className="button primary" disabled={busy || reason.trim() === ''}>
            {button}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
