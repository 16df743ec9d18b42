import { useMutation } from '@tanstack/react-query';
import { Alert } from './Alert';
import { Dialog } from './Dialog';

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
  const { mutate, isPending, error } = useMutation({ mutationFn: perform });
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="panel">
        <p>{consequence}</p>
        <Alert problem={error} />
        <div className="actions">
          <button
            type="button"
            className="button primary"
            disabled={isPending}
            onClick={() => {
              mutate();
            }}
          >
            {button}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
