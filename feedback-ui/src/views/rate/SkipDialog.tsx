import { Dialog } from '../../components/Dialog';
import { SKIP_REASONS, type SkipReason } from '../../domain/verdict';
import { useTexts } from './texts';

interface SkipDialogProps {
  readonly onSkip: (reason: SkipReason) => void;
  readonly onClose: () => void;
}

/** Why somebody passes an item on, which those who choose what comes next read. */
export function SkipDialog({ onSkip, onClose }: SkipDialogProps) {
  const texts = useTexts();
  return (
    <Dialog title={texts('skipBecause')} forReading onClose={onClose}>
      <div className="panel">
        {SKIP_REASONS.map((reason) => (
          <button
            key={reason}
            type="button"
            className="button"
            onClick={() => {
              onClose();
              onSkip(reason);
            }}
          >
            {texts(`skipFor-${reason}`)}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
