import type { ProjectStanding, StandingApart } from '../../domain/standing';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

interface ApartListProps {
  readonly standing: ProjectStanding;
  readonly nameOf: (checkpoint: string) => string;
}

/** So many are said; the table of pairs shows the others. */
const MOST = 12;

/** Between which groups there is no lead, and why. */
export function ApartList({ standing, nameOf }: ApartListProps) {
  const t = useTexts();
  const { list, number } = useFormats();
  if (standing.apart.length === 0) {
    return null;
  }
  const names = (group: number): string =>
    t('groupNamed', {
      number: number(group + 1),
      names: list(
        (standing.groups[group]?.checkpoints ?? []).map(({ checkpoint }) => nameOf(checkpoint)),
      ),
    });
  const say = ({ group, other, ahead }: StandingApart): string =>
    typeof ahead === 'number'
      ? t('neverLost', {
          ahead: names(ahead),
          behind: names(ahead === group ? other : group),
        })
      : t('neverCompared', { one: names(group), other: names(other) });
  return (
    <section aria-labelledby="apart">
      <h2 id="apart">{t('apart')}</h2>
      <p>{t('apartLead')}</p>
      <ul className="sentences">
        {standing.apart.slice(0, MOST).map((each) => (
          <li key={`${String(each.group)} ${String(each.other)}`}>{say(each)}</li>
        ))}
        {standing.apart.length > MOST && (
          <li>{t('moreApart', { count: standing.apart.length - MOST })}</li>
        )}
      </ul>
    </section>
  );
}
