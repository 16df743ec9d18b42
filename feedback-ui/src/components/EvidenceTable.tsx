import type { Interval } from '../domain/promptRuns';
import { figuresOf, type Evidence, type Figure } from '../domain/proposals';
import { textsOf } from '../i18n/texts';
import { useFormats } from '../i18n/useFormats';
import { IntervalBar } from './IntervalBar';

/** An area that shows evidence names `approvals` among its texts. */
const useTexts = textsOf<keyof typeof import('../i18n/en/approvals.json')>('approvals');

/** What was measured, before and now, with intervals; what became worse beyond chance is flagged. */
export function EvidenceTable({ evidence }: { readonly evidence: Evidence }) {
  const t = useTexts();
  const { data, examples, note, regressions } = evidence;
  const figures = figuresOf(evidence);
  const reach = Math.max(1, ...figures.flatMap(({ before, now }) => [now.high, before?.high ?? 0]));
  return (
    <>
      <p className="lead">{t('measuredOn', { data, count: examples })}</p>
      <div className="wide">
        <table className="summaries stacked evidence">
          <thead>
            <tr>
              <th scope="col">{t('measure')}</th>
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('now')}</th>
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => (
              <Row key={figure.metric} figure={figure} reach={reach} />
            ))}
          </tbody>
        </table>
      </div>
      {note !== undefined && note !== '' && <p dir="auto">{note}</p>}
      {regressions === undefined && <p className="hint">{t('nobodyLooked')}</p>}
    </>
  );
}

function Row({ figure, reach }: { readonly figure: Figure; readonly reach: number }) {
  const t = useTexts();
  const { metric, before, now, regressed } = figure;
  return (
    <tr>
      <th scope="row">
        <bdi>{metric}</bdi> {regressed && <span className="chip chip-bad">{t('worse')}</span>}
      </th>
      <td data-when={t('before')}>
        {before ? <Measured interval={before} reach={reach} /> : t('notMeasured')}
      </td>
      <td data-when={t('now')}>
        <Measured interval={now} reach={reach} />
      </td>
    </tr>
  );
}

interface MeasuredProps {
  readonly interval: Interval;
  readonly reach: number;
}

function Measured({ interval, reach }: MeasuredProps) {
  const { number } = useFormats();
  const [mean, low, high] = [interval.mean, interval.low, interval.high].map((value) =>
    number(value, { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
  );
  const text = `${mean ?? ''} [${low ?? ''}, ${high ?? ''}]`;
  return (
    <span className="measured">
      <IntervalBar interval={interval} from={Math.min(0, interval.low)} to={reach} label={text} />
      <bdi dir="ltr">{text}</bdi>
    </span>
  );
}
