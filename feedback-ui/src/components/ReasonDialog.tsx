import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from './Alert';
import { Dialog } from './Dialog';
import { Field } from './Field';
import { useSharedTexts } from './texts';

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
  const t = useSharedTexts();
  const [written, setWritten] = useState('');
  const { mutate, isPending, error } = useMutation({ mutationFn: perform });
  const reason = written.trim();
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          mutate(reason);
        }}
      >
        <p>{consequence}</p>
        <Field
          label={t('reason')}
          hint={t('reasonHint')}
          maxLength={2000}
          required
          value={written}
          onChange={(event) => {
            setWritten(event.target.value);
          }}
        />
        <Alert problem={error} />
        <div className="actions">
          <button className="button primary" disabled={isPending || reason === ''}>
            {button}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
