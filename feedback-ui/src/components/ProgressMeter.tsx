import { settledPercent, type Progress } from '../domain/project';

/** How far the project is, and the person's own part in it. */
export function ProgressMeter({ progress }: { readonly progress: Progress | undefined }) {
  if (!progress) {
    return <div className="progress" aria-hidden="true" />;
  }
  const percent = settledPercent(progress);
  return (
    <div className="progress">
      <progress aria-label="Settled pairs" max={100} value={percent}>
        {percent} %
      </progress>
      <p className="progress-text">
        <span>
          <strong data-testid="progress-mine">{progress.mine}</strong> by you
        </span>
        <span>
          <strong data-testid="progress-settled">{progress.settled}</strong> of{' '}
          <strong data-testid="progress-items">{progress.items}</strong> settled
        </span>
        <span>
          <strong data-testid="progress-left">{progress.left}</strong> left for you
        </span>
        {progress.open > progress.left && (
          <span>
            <strong data-testid="progress-others">{progress.open - progress.left}</strong> open for
            others
          </span>
        )}
      </p>
    </div>
  );
}
