import { ScrollBox } from '../../components/ScrollBox';
import type { CheckpointRating, StandingGroup } from '../../domain/standing';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';
import { useElo } from './useElo';

interface RankTableProps {
  readonly group: StandingGroup;
  /** What stands above it. */
  readonly title: string;
  readonly all: number;
  readonly nameOf: (checkpoint: string) => string;
}

const COLUMNS = ['ranks', 'elo', 'sameLength', 'best', 'winRate', 'bothBad', 'votes'] as const;

/** Each checkpoint of a group in figures, best first. */
export function RankTable({ group, title, all, nameOf }: RankTableProps) {
  const t = useTexts();
  return (
    <ScrollBox label={`${title}: ${t('table')}`}>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{t('checkpoint')}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="number">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {group.checkpoints.map((rating) => (
            <Row key={rating.checkpoint} rating={rating} all={all} nameOf={nameOf} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

interface RowProps extends Omit<RankTableProps, 'group' | 'title'> {
  readonly rating: CheckpointRating;
}

function Row({ rating, all, nameOf }: RowProps) {
  const t = useTexts();
  const { number, percent } = useFormats();
  const { points, interval } = useElo();
  const { elo, sameLength, best, ranks, winRate, bothBad, votes } = rating;
  const share = (value: number | null | undefined, digits = 0): string =>
    typeof value === 'number' ? percent(value, digits) : t('none');
  return (
    <tr>
      <th scope="row">
        <bdi>{nameOf(rating.checkpoint)}</bdi>
      </th>
      <td className="number">
        {ranks.best === ranks.worst
          ? number(ranks.best)
          : t('rankRange', { best: number(ranks.best), worst: number(ranks.worst) })}
        <span className="hint"> {t('ofAll', { all: number(all) })}</span>
      </td>
      <td className="number">
        {points(elo)} <span className="hint">{interval(elo)}</span>
      </td>
      <td className="number">
        {points(sameLength)} <span className="hint">{interval(sameLength)}</span>
      </td>
      <td className="number">{share(best.value)}</td>
      <td className="number">{share(winRate.value)}</td>
      <td className="number">{share(bothBad.value, 1)}</td>
      <td className="number">
        {t('tally', {
          wins: number(votes.wins),
          ties: number(votes.ties),
          losses: number(votes.losses),
        })}
        <span className="hint tally-by">
          {' '}
          {t('by', { raters: votes.raters, prompts: votes.prompts })}
        </span>
      </td>
    </tr>
  );
}
