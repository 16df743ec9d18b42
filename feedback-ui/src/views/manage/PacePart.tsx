import { useFormats } from '../../i18n/useFormats';
import type { Overview, ProjectProgress } from '../../domain/management';
import { settledPercent } from '../../domain/project';
import { useTexts } from './texts';

interface PacePartProps {
  readonly progress: ProjectProgress;
  readonly overview: Overview;
}

/** How far the project is, and when it will be done at this rate. */
export function PacePart({ progress, overview }: PacePartProps) {
  const t = useTexts();
  const { number, date } = useFormats();
  const { pace } = overview;
  const percent = settledPercent({ ...progress, mine: 0, left: 0 });
  const done = progress.items > 0 && pace.wanted === 0;
  return (
    <section className="pace" aria-labelledby="pace">
      <h2 id="pace">{t('paceTitle')}</h2>
      <progress max={100} value={percent} aria-label={t('settled')} />
      <dl className="tiles">
        <Tile
          label={t('settled')}
          value={t('settledOf', { settled: progress.settled, items: progress.items })}
        />
        <Tile label={t('ratings')} value={number(progress.ratings)} />
        <Tile
          label={t('perDay')}
          value={number(pace.perDay, { maximumFractionDigits: pace.perDay < 10 ? 1 : 0 })}
        />
        <Tile label={t('wanted')} value={number(pace.wanted)} />
        <Tile
          label={t('doneAt')}
          value={done ? t('done') : pace.doneAt ? date(pace.doneAt) : t('notKnown')}
        />
      </dl>
      {overview.imported > 0 && (
        <p className="hint">{t('imported', { count: overview.imported })}</p>
      )}
      {progress.identicalAnswers > 0 && (
        <p className="hint">{t('identical', { count: progress.identicalAnswers })}</p>
      )}
    </section>
  );
}

function Tile({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className="tile">
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
