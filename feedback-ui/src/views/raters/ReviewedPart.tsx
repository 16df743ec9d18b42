import type { ProjectAgreement } from '../../domain/raterDesk';
import { useTexts } from './texts';
import { useFigure } from './useFigure';

/** Ratings beside what reviewers decided. */
export function ReviewedPart({ agreement }: { readonly agreement: ProjectAgreement }) {
  const t = useTexts();
  const { value, interval } = useFigure();
  const { reviewed, accuracy, recall } = agreement;
  return (
    <section aria-labelledby="reviewed">
      <h2 id="reviewed">{t('reviewed')}</h2>
      <p className="lead">
        {reviewed === 0 ? t('noneReviewed') : t('reviewedLead', { count: reviewed })}
      </p>
      {reviewed > 0 && (
        <table className="data">
          <tbody>
            <tr>
              <th scope="row">{t('accuracy')}</th>
              <td className="number">{value(accuracy)}</td>
              <td>{interval(accuracy)}</td>
            </tr>
            {recall
              .filter(({ share }) => typeof share.value === 'number')
              .map(({ said, share }) => (
                <tr key={said}>
                  <th scope="row">{t(`said-${said}`)}</th>
                  <td className="number">{value(share)}</td>
                  <td>{interval(share)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
