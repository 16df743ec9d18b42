import type { Measured } from '../../domain/management';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

const DECIMALS = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

/** Agreement in rankings, in scores on each axis and in each flag. */
export function AgreementTable({ measured }: { readonly measured: readonly Measured[] }) {
  const t = useTexts();
  const { number, percent } = useFormats();
  return (
    <>
      {/* A table that scrolls must be reached by the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="agreement">
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{t('agreementIn')}</th>
              <th scope="col" className="number">
                {t('agreementCompared')}
              </th>
              <th scope="col" className="number">
                {t('equalShare')}
              </th>
              <th scope="col" className="number">
                {t('alpha')}
              </th>
            </tr>
          </thead>
          <tbody>
            {measured.map(({ kind, name, pairs, equalShare, alpha }) => (
              <tr key={`${kind} ${name ?? ''}`}>
                <th scope="row">{t(`agreement-${kind}`, { name: name ?? '' })}</th>
                <td className="number">{number(pairs)}</td>
                <td className="number">
                  {equalShare == null ? t('notApplicable') : percent(equalShare)}
                </td>
                <td className="number">
                  {alpha == null ? t('notApplicable') : number(alpha, DECIMALS)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="hint">{t('agreementMetrics')}</p>
    </>
  );
}
