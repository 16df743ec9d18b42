import { Alert } from './Alert';
import { Dialog } from './Dialog';
import { useAction } from './useAction';

interface ConfirmDialogProps {
  readonly title: string;
  /** What will be so when it is done. */
  readonly consequence: string;
  readonly button: string;
  readonly perform: () => Promise<void>;
  readonly onClose: () => void;
}

/** Says what is going to be gone before it is done. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, consequence, button, perform, onClose } = props;
  const { run, busy, problem } = useAction(perform);
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="panel">
        <p>{consequence}</p>
        <Alert sentence={problem?.sentence} />
        <div className="actions">
          <button
            type="button"
            className="button primary"
            disabled={busy}
            onClick={() => void run()}
          >
            {button}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
