import type { AgreementGroup } from '../../domain/raterDesk';
import { useTexts } from './texts';
import { useFigure } from './useFigure';

const SHOWN = [
  ['alpha', 'alpha'],
  ['equal', 'share'],
  ['fleiss', 'fleiss'],
  ['cohen', 'cohen'],
  ['ac1', 'ac1'],
] as const;

/** The coefficients of all ratings that were looked at. */
export function AgreementTiles({ group }: { readonly group: AgreementGroup }) {
  const t = useTexts();
  const { value, interval } = useFigure();
  return (
    <dl className="tiles">
      {SHOWN.map(([name, field]) => (
        <div key={name} className="tile">
          <dt>{t(name)}</dt>
          <dd>
            {value(group[field])}
            <p className="hint">{interval(group[field])}</p>
          </dd>
        </div>
      ))}
    </dl>
  );
}
