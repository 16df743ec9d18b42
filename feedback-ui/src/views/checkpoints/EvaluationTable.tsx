import { IntervalBar } from '../../components/IntervalBar';
import type { Evaluation } from '../../domain/checkpoints';
import { useFormats } from '../../i18n/useFormats';
import { useOperatorTexts, type OperatorKey } from '../operate/texts';

interface EvaluationTableProps {
  readonly evaluations: readonly Evaluation[];
  /** Also says which checkpoint was measured. */
  readonly named?: boolean;
}

/** Win rates with their intervals, who judged, and what they led to. */
export function EvaluationTable({ evaluations, named = false }: EvaluationTableProps) {
  const t = useOperatorTexts();
  const formats = useFormats();
  return (
    <section className="block" aria-labelledby="evaluations">
      <h2 id="evaluations">{t('evaluations')}</h2>
      {evaluations.length === 0 ? (
        <p className="lead">{t('noEvaluation')}</p>
      ) : (
        <div className="table-scroll">
          <table className="data">
            <thead>
              <tr>
                {named && <th scope="col">{t('checkpoint')}</th>}
                <th scope="col">{t('opponent')}</th>
                <th scope="col">{t('winRate')}</th>
                <th scope="col" className="number">
                  {t('prompts')}
                </th>
                <th scope="col">{t('judge')}</th>
                <th scope="col">{t('ledTo')}</th>
                <th scope="col">{t('when')}</th>
              </tr>
            </thead>
            <tbody>
              {evaluations.map((one) => (
                <tr key={one.evaluationId}>
                  {named && (
                    <th scope="row">
                      <a href={`#/checkpoints/${one.checkpointId}`}>{one.checkpointId}</a>
                    </th>
                  )}
                  <td>
                    <a href={`#/checkpoints/${one.opponentCheckpointId}`}>
                      {one.opponentCheckpointId}
                    </a>
                  </td>
                  <td>
                    <WinRate evaluation={one} />
                  </td>
                  <td className="number">{formats.number(one.prompts)}</td>
                  <td>{one.judge}</td>
                  <td>{t(`decision-${one.decision}` as OperatorKey)}</td>
                  <td>
                    <time dateTime={one.at}>{formats.dateTime(one.at)}</time>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function WinRate({ evaluation: { winRate } }: { readonly evaluation: Evaluation }) {
  const t = useOperatorTexts();
  const formats = useFormats();
  const text = t('interval', {
    mean: formats.percent(winRate.mean, 1),
    low: formats.percent(winRate.low, 1),
    high: formats.percent(winRate.high, 1),
  });
  return (
    <span className="measured">
      <IntervalBar interval={winRate} from={0} to={1} label={text} />
      <span>{text}</span>
    </span>
  );
}
