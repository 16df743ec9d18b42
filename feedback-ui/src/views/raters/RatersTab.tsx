import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import type { MeasuredRater } from '../../domain/raterDesk';
import { useServices } from '../services';
import { RaterCard } from './RaterCard';
import { RaterDecision } from './RaterDecision';
import { useTexts } from './texts';

/** Who rates, what was measured, and what is done about it. */
export function RatersTab({ project }: { readonly project: string }) {
  const t = useTexts();
  const { raters } = useServices();
  const [chosen, setChosen] = useState<MeasuredRater>();
  const found = useQuery({
    queryKey: ['measured', project],
    queryFn: () => raters.raters(project),
  });
  if (found.error) {
    return <Alert problem={found.error} retry={() => void found.refetch()} />;
  }
  if (!found.data) {
    return <div aria-busy="true" />;
  }
  if (found.data.length === 0) {
    return <EmptyState title={t('nobody')} sentence={t('nobodyLead')} />;
  }
  return (
    <>
      <p className="lead">{t('ratersLead')}</p>
      {found.data.map((rater) => (
        <RaterCard
          key={rater.pseudonym}
          rater={rater}
          onDecide={() => {
            setChosen(rater);
          }}
        />
      ))}
      <p className="hint">{t('takeOut')}</p>
      {chosen && (
        <RaterDecision
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
