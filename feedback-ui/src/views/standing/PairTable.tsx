import { ScrollBox } from '../../components/ScrollBox';
import { against, type ProjectStanding } from '../../domain/standing';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

/** Steps of colour between even and always. */
const HEATS = 4;

interface PairTableProps {
  readonly standing: ProjectStanding;
  readonly nameOf: (checkpoint: string) => string;
}

/** Each checkpoint against each: how often it wins. What holds however often one looks is marked. */
export function PairTable({ standing, nameOf }: PairTableProps) {
  const t = useTexts();
  const all = standing.groups.flatMap(({ checkpoints }) =>
    checkpoints.map(({ checkpoint }) => checkpoint),
  );
  return (
    <section aria-labelledby="pairs">
      <h2 id="pairs">{t('pairs')}</h2>
      <p>{t('pairsLead')}</p>
      <p>{t('anytime', { window: standing.window })}</p>
      <ScrollBox label={`${t('pairs')}: ${t('wins')}`}>
        <table className="data heat">
          <thead>
            <tr>
              <th scope="col">{t('wins')}</th>
              {all.map((checkpoint) => (
                <th key={checkpoint} scope="col">
                  <bdi>{nameOf(checkpoint)}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {all.map((one) => (
              <tr key={one}>
                <th scope="row">
                  <bdi>{nameOf(one)}</bdi>
                </th>
                {all.map((other) => (
                  <Cell key={other} standing={standing} one={one} other={other} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

interface CellProps {
  readonly standing: ProjectStanding;
  readonly one: string;
  readonly other: string;
}

function Cell({ standing, one, other }: CellProps) {
  const t = useTexts();
  const { number, percent } = useFormats();
  const found = one === other ? undefined : against(standing.pairs, one, other);
  if (!found) {
    return <td className="heat-none">{one === other ? '' : t('notMet')}</td>;
  }
  const { rate, low, high } = found;
  const decided = found.wins + found.ties + found.losses;
  return (
    <td
      className="heat-cell"
      data-side={rate === undefined || rate === 0.5 ? 'even' : rate > 0.5 ? 'ahead' : 'behind'}
      data-heat={Math.ceil(HEATS * 2 * Math.abs((rate ?? 0.5) - 0.5))}
    >
      {rate === undefined ? t('none') : percent(rate)}
      {found.clear && <strong> {t('clear')}</strong>}
      <span className="hint">
        {t('ofVotes', { votes: number(decided) })}
        {found.bothBad > 0 && ` · ${t('bad', { count: number(found.bothBad) })}`}
      </span>
      <span className="hint">
        {low === undefined || high === undefined
          ? t('noAnytime')
          : t('anytimeOf', { low: percent(low), high: percent(high), raters: found.raters })}
      </span>
    </td>
  );
}
