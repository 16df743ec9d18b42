import { useTexts } from './texts';

interface SendButtonProps {
  readonly disabled: boolean;
  readonly onSend: () => void;
}

/** Sends what was said, where a verdict alone is not all that is asked. */
export function SendButton({ disabled, onSend }: SendButtonProps) {
  const texts = useTexts();
  return (
    <button
      type="button"
      className="button primary"
      data-send
      disabled={disabled}
      aria-keyshortcuts="Enter Control+Enter"
      onClick={onSend}
    >
      {texts('send')} <kbd aria-hidden="true">↵</kbd>
    </button>
  );
}
