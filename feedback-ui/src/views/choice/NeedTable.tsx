import type { NeedState } from '../../domain/choice';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

/** What waiting items ask, and whether there are enough people who have it. */
export function NeedTable({ needs }: { readonly needs: readonly NeedState[] }) {
  const t = useTexts();
  const { number, list, languageName } = useFormats();
  return (
    <section>
      <h2 id="needs">{t('needsTitle')}</h2>
      <p className="lead">{t('needsLead')}</p>
      {needs.length === 0 ? (
        <p>{t('noNeeds')}</p>
      ) : (
        // Scrollable, so a keyboard must reach it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="table-scroll" role="region" aria-labelledby="needs" tabIndex={0}>
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{t('language')}</th>
                <th scope="col">{t('skills')}</th>
                <th scope="col" className="number">
                  {t('waiting')}
                </th>
                <th scope="col" className="number">
                  {t('raters')}
                </th>
                <th scope="col">{t('enough')}</th>
              </tr>
            </thead>
            <tbody>
              {needs.map((need) => (
                <tr key={`${need.language ?? ''} ${need.skills.join()}`}>
                  <th scope="row">{need.language ? languageName(need.language) : t('any')}</th>
                  <td>{need.skills.length > 0 ? list(need.skills) : '–'}</td>
                  <td className="number">{number(need.waiting)}</td>
                  <td className="number">{number(need.raters)}</td>
                  <td>
                    {need.raters === 0
                      ? t('nobody')
                      : need.raters < need.wanted
                        ? t('tooFew', { wanted: need.wanted })
                        : t('yes')}
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
