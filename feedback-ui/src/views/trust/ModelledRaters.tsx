import { IntervalBar } from '../../components/IntervalBar';
import type { ModelledRater } from '../../domain/trust';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

/** From the wrong way round to far better than the mean. */
const LOWEST = -1;
const HIGHEST = 2.5;

/** How well each rater tells answers apart, with how sure that is. */
export function ModelledRaters({ raters }: { readonly raters: readonly ModelledRater[] }) {
  const t = useTexts();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('slope')}>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{t('rater')}</th>
            <th scope="col" className="number">
              {t('votes')}
            </th>
            <th scope="col">{t('word')}</th>
            <th scope="col">{t('slope')}</th>
            <th scope="col" className="number">
              {t('left')}
            </th>
          </tr>
        </thead>
        <tbody>
          {raters.map((rater) => (
            <RaterRow key={rater.pseudonym} rater={rater} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RaterRow({ rater }: { readonly rater: ModelledRater }) {
  const t = useTexts();
  const { number, percent } = useFormats();
  const digits = { maximumFractionDigits: 1, minimumFractionDigits: 1 };
  const slope = t('slopeOf', {
    slope: number(rater.slope, digits),
    low: number(rater.slopeLow, digits),
    high: number(rater.slopeHigh, digits),
  });
  return (
    <tr>
      <th scope="row">
        {rater.name ?? t('imported')}
        <p className="hint">{rater.pseudonym}</p>
      </th>
      <td className="number">{number(rater.votes)}</td>
      <td>
        {rater.doubts.length > 0
          ? rater.doubts.map((doubt) => <p key={doubt}>{t(`doubt-${doubt}`)}</p>)
          : t(`standing-${rater.standing}`)}
      </td>
      <td>
        <IntervalBar
          interval={{ mean: rater.slope, low: rater.slopeLow, high: rater.slopeHigh }}
          from={LOWEST}
          to={HIGHEST}
          label={slope}
        />
        <p className="hint">{slope}</p>
      </td>
      <td className="number">
        {t('leftOf', {
          share: percent(rater.leftShare),
          low: percent(rater.leftShareLow),
          high: percent(rater.leftShareHigh),
        })}
      </td>
    </tr>
  );
}
