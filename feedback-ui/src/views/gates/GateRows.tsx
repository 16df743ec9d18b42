import { inOrder, isShare, scaleOf, type GateKind, type GateMeasured } from '../../domain/gates';
import { useFormats } from '../../i18n/useFormats';
import { Facts } from '../operate/Facts';
import { GatePlot } from './GatePlot';
import { Outcome } from './Outcome';
import { useTexts } from './texts';

interface GateRowsProps {
  readonly results: readonly GateMeasured[];
  readonly dryRun: readonly GateKind[];
  /** Which heading a gate has on the screen. */
  readonly heading: 'h3' | 'h4';
}

/** What each gate came to: in a word, as a figure, and in a sentence. */
export function GateRows({ results, dryRun, heading }: GateRowsProps) {
  return (
    <ul className="gate-rows">
      {inOrder(results).map((result) => (
        <GateRow
          key={result.evaluationId}
          result={result}
          dryRun={dryRun.includes(result.gate)}
          heading={heading}
        />
      ))}
    </ul>
  );
}

interface GateRowProps {
  readonly result: GateMeasured;
  readonly dryRun: boolean;
  readonly heading: 'h3' | 'h4';
}

function GateRow({ result, dryRun, heading: Heading }: GateRowProps) {
  const t = useTexts();
  const { number } = useFormats();
  const { gate, outcome, sentence, samples, figures } = result;
  const names = Object.keys(figures).sort();
  return (
    <li className="gate-row" data-gate={gate} data-outcome={outcome}>
      <div className="chips">
        <Heading>{t(`kind-${gate}`)}</Heading>
        <Outcome outcome={outcome} />
        {dryRun && <span className="chip warn">{t('dryRun')}</span>}
      </div>
      <Measured result={result} />
      <p lang="en" dir="ltr">
        {sentence}
      </p>
      <p className="hint">{t(`samples-${gate}`, { count: samples })}</p>
      {names.length > 0 && (
        <details className="fold">
          <summary>{t('figures', { count: names.length })}</summary>
          <Facts
            facts={names.map((name) => [
              name,
              number(figures[name] ?? 0, { maximumSignificantDigits: 4 }),
            ])}
          />
        </details>
      )}
    </li>
  );
}

function Measured({ result }: { readonly result: GateMeasured }) {
  const t = useTexts();
  const { number, percent } = useFormats();
  const scale = scaleOf(result);
  const { measured, required, gate } = result;
  if (measured === undefined || scale === undefined) {
    return <p className="hint">{t('notComputed')}</p>;
  }
  const said = (value: number): string =>
    isShare(gate) ? percent(value, 1) : number(value, { maximumFractionDigits: 3 });
  const figures = {
    mean: said(measured.mean),
    low: said(measured.low),
    high: said(measured.high),
  };
  const text =
    required === undefined
      ? t('interval', figures)
      : t('required', { ...figures, value: said(required) });
  return (
    <div className="measured">
      <GatePlot measured={measured} required={required} scale={scale} label={text} />
      <span>{text}</span>
    </div>
  );
}
