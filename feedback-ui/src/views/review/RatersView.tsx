import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import type { Rater } from '../../domain/review';
import { useFormats } from '../../i18n/useFormats';
import { useServices } from '../services';
import { TrustPart } from '../trust/TrustPart';
import { ReviewTabs } from './ReviewTabs';
import { useTexts } from './texts';
import { VoidingDialog } from './VoidingDialog';
import { VoidingList } from './VoidingList';

/** Who rated in a project, and taking one person's ratings out. */
export function RatersView({ project }: { readonly project: string }) {
  const t = useTexts();
  const { review } = useServices();
  const { number, dateTime } = useFormats();
  const [chosen, setChosen] = useState<Rater>();
  const raters = useQuery({ queryKey: ['raters', project], queryFn: () => review.raters(project) });
  return (
    <>
      <ReviewTabs project={project} here="raters" counts={undefined} />
      <Alert problem={raters.error} retry={() => void raters.refetch()} />
      {raters.data?.length === 0 && (
        <EmptyState title={t('noRaters')} sentence={t('noRatersLead')} />
      )}
      {raters.data && raters.data.length > 0 && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t('raters')}>
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{t('rater')}</th>
                <th scope="col" className="number">
                  {t('ratings')}
                </th>
                <th scope="col" className="number">
                  {t('skipped')}
                </th>
                <th scope="col">{t('last')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {raters.data.map((rater) => (
                <tr key={rater.pseudonym}>
                  <th scope="row">
                    {rater.name}
                    <p className="hint">{rater.pseudonym}</p>
                  </th>
                  <td className="number">{number(rater.ratings)}</td>
                  <td className="number">{number(rater.skipped)}</td>
                  <td>{dateTime(rater.last)}</td>
                  <td>
                    <button
                      type="button"
                      className="button"
                      aria-label={t('takeOutOf', { name: rater.name })}
                      onClick={() => {
                        setChosen(rater);
                      }}
                    >
                      {t('takeOut')}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <TrustPart project={project} />
      <VoidingList project={project} onFinished={() => void raters.refetch()} />
      {chosen && (
        <VoidingDialog
          project={project}
          rater={chosen}
          onClose={() => {
            setChosen(undefined);
          }}
        />
      )}
    </>
  );
}
