import { useSharedTexts } from './texts';

interface AlertProps {
  readonly sentence: string | undefined;
  readonly retry?: (() => void) | undefined;
  readonly retryLabel?: string;
}

/** A failure as a sentence, with a way to try again when there is one. */
export function Alert({ sentence, retry, retryLabel }: AlertProps) {
  const t = useSharedTexts();
  if (sentence === undefined) {
    return null;
  }
  return (
    <div className="alert" role="alert">
      <p>{sentence}</p>
      {retry && (
        <button type="button" className="button" onClick={retry}>
          {retryLabel ?? t('tryAgain')}
        </button>
      )}
    </div>
  );
}
