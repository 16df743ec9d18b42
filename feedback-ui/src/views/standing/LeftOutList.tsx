import type { ProjectStanding } from '../../domain/standing';
import { useTexts } from './texts';

/** What was rated and is no vote between two checkpoints. */
export function LeftOutList({ standing }: { readonly standing: ProjectStanding }) {
  const t = useTexts();
  const { byHand, sameCheckpoint, checkpoints } = standing.leftOut;
  const said = [
    ...(byHand > 0 ? [t('byHand', { count: byHand })] : []),
    ...(sameCheckpoint > 0 ? [t('sameCheckpoint', { count: sameCheckpoint })] : []),
    ...(checkpoints > 0 ? [t('tooMany', { count: checkpoints })] : []),
    ...(standing.cut ? [t('cut')] : []),
  ];
  return (
    <section aria-labelledby="left-out">
      <h2 id="left-out">{t('notCounted')}</h2>
      <p className="hint">{t('notCountedLead')}</p>
      {said.length > 0 && (
        <ul className="sentences">
          {said.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
