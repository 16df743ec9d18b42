import { useQuery } from '@tanstack/react-query';
import { Alert } from '../../components/Alert';
import { useServices } from '../services';
import { GoldList } from './GoldList';
import { NewGoldForm } from './NewGoldForm';
import { SharesForm } from './SharesForm';

/** How much of the work checks raters, and the items whose answer is known. */
export function ChecksTab({ project }: { readonly project: string }) {
  const { raters } = useServices();
  const checks = useQuery({ queryKey: ['checks', project], queryFn: () => raters.checks(project) });
  const gold = useQuery({ queryKey: ['gold', project], queryFn: () => raters.gold(project) });
  const error = checks.error ?? gold.error;
  if (error) {
    return (
      <Alert
        problem={error}
        retry={() => {
          void checks.refetch();
          void gold.refetch();
        }}
      />
    );
  }
  if (!checks.data || !gold.data) {
    return <div aria-busy="true" />;
  }
  return (
    <>
      <SharesForm project={project} kept={checks.data} />
      <GoldList project={project} gold={gold.data} />
      <NewGoldForm project={project} />
    </>
  );
}
