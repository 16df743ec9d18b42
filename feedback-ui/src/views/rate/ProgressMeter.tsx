import { useFormats } from '../../i18n/useFormats';
import { settledPercent, type Progress } from '../../domain/project';
import { useTexts } from './texts';

/** How far the project is, and the person's own part in it. */
export function ProgressMeter({ progress }: { readonly progress: Progress | undefined }) {
  const texts = useTexts();
  const { number, percent } = useFormats();
  if (!progress) {
    return <div className="progress" aria-hidden="true" />;
  }
  const settled = settledPercent(progress);
  return (
    <div className="progress">
      <progress aria-label={texts('settled')} max={100} value={settled}>
        {percent(settled / 100)}
      </progress>
      <p className="progress-text">
        <span>
          <strong data-testid="progress-mine">{number(progress.mine)}</strong> {texts('byYou')}
        </span>
        <span>
          <strong data-testid="progress-settled">{number(progress.settled)}</strong>{' '}
          {texts('ofSettled', { items: number(progress.items) })}
        </span>
        <span>
          <strong data-testid="progress-left">{number(progress.left)}</strong> {texts('leftForYou')}
        </span>
        {progress.open > progress.left && (
          <span>
            <strong data-testid="progress-others">{number(progress.open - progress.left)}</strong>{' '}
            {texts('openForOthers')}
          </span>
        )}
      </p>
    </div>
  );
}
