import type { ReliabilityBin, TrustReport } from '../../domain/trust';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

type Reliability = NonNullable<TrustReport['reliability']>;

const SIZE = 280;
const EDGE = 48;
const MARGIN = 24;

/** From a half to 1, which is what the likelier of two has. */
const at = (share: number): number => (Math.min(1, Math.max(0.3, share)) - 0.3) / 0.7;
const x = (share: number): number => EDGE + at(share) * (SIZE - EDGE - MARGIN);
const y = (share: number): number => SIZE - EDGE - at(share) * (SIZE - EDGE - MARGIN);
const TICKS = [0.4, 0.6, 0.8, 1];

/** How far the probabilities can be believed: what was said to be likely beside what raters said who were left out. */
export function ReliabilityPart({ reliability }: { readonly reliability: Reliability }) {
  const t = useTexts();
  const { number, percent } = useFormats();
  const { model, share } = reliability;
  const three = { maximumFractionDigits: 3, minimumFractionDigits: 3 };
  return (
    <section aria-labelledby="reliability">
      <h3 id="reliability">{t('reliability')}</h3>
      <p>{t('reliabilityLead', { votes: reliability.votes })}</p>
      <Figure bins={model.bins} label={t('reliability')} />
      <p>
        {t('losses', {
          model: number(model.logLoss, three),
          share: number(share.logLoss, three),
          modelBrier: number(model.brier, three),
          shareBrier: number(share.brier, three),
        })}
      </p>
      <details>
        <summary>{t('asTable')}</summary>
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{t('predicted')}</th>
              <th scope="col">{t('seen')}</th>
              <th scope="col" className="number">
                {t('votes')}
              </th>
            </tr>
          </thead>
          <tbody>
            {model.bins.map((bin) => (
              <tr key={bin.predicted}>
                <th scope="row">{percent(bin.predicted)}</th>
                <td>
                  {t('seenOf', {
                    seen: percent(bin.seen),
                    low: percent(bin.low),
                    high: percent(bin.high),
                  })}
                </td>
                <td className="number">{number(bin.votes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function Figure({
  bins,
  label,
}: {
  readonly bins: readonly ReliabilityBin[];
  readonly label: string;
}) {
  const t = useTexts();
  const { percent } = useFormats();
  return (
    // What is predicted runs from left to right in every language, as the scale beside it does.
    <svg
      className="reliability"
      width={SIZE}
      height={SIZE}
      role="img"
      aria-label={label}
      direction="ltr"
    >
      <line className="interval-scale" x1={x(0.5)} y1={y(0.5)} x2={x(1)} y2={y(1)} />
      {TICKS.map((tick) => (
        <g key={tick} className="reliability-tick">
          <text x={x(tick)} y={SIZE - EDGE + 16} textAnchor="middle">
            {percent(tick)}
          </text>
          <text x={EDGE - 6} y={y(tick) + 4} textAnchor="end">
            {percent(tick)}
          </text>
        </g>
      ))}
      <text className="reliability-tick" x={x(0.65)} y={SIZE - 4} textAnchor="middle">
        {t('predicted')}
      </text>
      {bins.map((bin) => (
        <g key={bin.predicted}>
          <line
            className="interval-range"
            x1={x(bin.predicted)}
            x2={x(bin.predicted)}
            y1={y(bin.low)}
            y2={y(bin.high)}
          />
          <circle className="interval-mean" cx={x(bin.predicted)} cy={y(bin.seen)} r="4" />
        </g>
      ))}
    </svg>
  );
}
