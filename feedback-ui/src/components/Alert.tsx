import type { Failure } from '../domain/problem';
import { useSharedTexts } from './texts';
import { useSaying } from './useSaying';

interface AlertProps {
  /** What went wrong, as the page found it; nothing is shown when there is neither this nor a problem. */
  readonly sentence?: string | undefined;
  /** What a service refused or failed to do. */
  readonly problem?: Failure;
  readonly retry?: (() => void) | undefined;
  readonly retryLabel?: string;
}

/** A failure as a sentence, with a way to try again when there is one. */
export function Alert({ sentence, problem, retry, retryLabel }: AlertProps) {
  const t = useSharedTexts();
  const saying = useSaying(problem);
  const said = sentence === undefined ? saying : { sentence };
  if (said === undefined) {
    return null;
  }
  return (
    <div className="alert" role="alert">
      <div>
        <p>{said.sentence}</p>
        {said.more !== undefined && (
          <p className="alert-more" lang="en" dir="ltr">
            {said.more}
          </p>
        )}
      </div>
      {retry && (
        <button type="button" className="button" onClick={retry}>
          {retryLabel ?? t('tryAgain')}
        </button>
      )}
    </div>
  );
}
