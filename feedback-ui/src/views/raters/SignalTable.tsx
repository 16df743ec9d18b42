import { ScrollBox } from '../../components/ScrollBox';
import type { Signal } from '../../domain/raterDesk';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

interface TableProps {
  readonly signals: readonly Signal[];
  readonly name: string;
}

/** What was measured of a rater, each figure with its interval. */
export function SignalTable({ signals, name }: TableProps) {
  const t = useTexts();
  return (
    <details>
      <summary>{t('signals')}</summary>
      <ScrollBox label={`${t('signals')}: ${name}`}>
        <table className="data">
          <tbody>
            {signals.map((signal) => (
              <SignalRow key={signal.kind} signal={signal} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  );
}

const DECIMALS = { maximumFractionDigits: 1 };

function SignalRow({ signal }: { readonly signal: Signal }) {
  const t = useTexts();
  const { percent, number } = useFormats();
  const { kind, figure, low, high, cases, flagged } = signal;
  const share = kind !== 'STRAIGHT_LINING' && kind !== 'LENGTH';
  const said = (value: number): string => (share ? percent(value) : number(value, DECIMALS));
  return (
    <tr>
      <th scope="row">{t(`signal-${kind}`)}</th>
      <td className="number">{said(figure)}</td>
      <td>
        {typeof low === 'number' &&
          typeof high === 'number' &&
          t('interval', { low: said(low), high: said(high) })}
      </td>
      <td>{t('cases', { count: cases })}</td>
      <td>
        {kind === 'LENGTH' ? (
          <span className="hint">{t('tasteOnly')}</span>
        ) : (
          flagged && <span className="chip chip-bad">{t('flagged')}</span>
        )}
      </td>
    </tr>
  );
}
