import type { Skips } from '../../domain/choice';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

/** How often items were skipped, by reason. */
export function SkipTable({ skips }: { readonly skips: readonly Skips[] }) {
  const t = useTexts();
  const { number } = useFormats();
  return (
    <section>
      <h2 id="skips">{t('skipsTitle')}</h2>
      <table className="data" aria-labelledby="skips">
        <thead>
          <tr>
            <th scope="col">{t('reason')}</th>
            <th scope="col" className="number">
              {t('skips')}
            </th>
            <th scope="col" className="number">
              {t('items')}
            </th>
          </tr>
        </thead>
        <tbody>
          {skips.map(({ reason, skips: count, items }) => (
            <tr key={reason ?? 'none'}>
              <th scope="row">{t(reason ? `skip-${reason}` : 'skip-none')}</th>
              <td className="number">{number(count)}</td>
              <td className="number">{number(items)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
