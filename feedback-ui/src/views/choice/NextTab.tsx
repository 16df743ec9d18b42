import { useQuery } from '@tanstack/react-query';
import { Alert } from '../../components/Alert';
import { useServices } from '../services';
import { NeedTable } from './NeedTable';
import { SkipTable } from './SkipTable';
import { StrategyForm } from './StrategyForm';

/** Which item comes next, who may rate what waits, and why items are skipped. */
export function NextTab({ project }: { readonly project: string }) {
  const { management } = useServices();
  const choice = useQuery({
    queryKey: ['choice', project],
    queryFn: () => management.choice(project),
    // While items are put into another order.
    refetchInterval: ({ state: { data } }) => (data && data.placed < data.waiting ? 2_000 : false),
  });
  const needs = useQuery({
    queryKey: ['needs', project],
    queryFn: () => management.needs(project),
  });
  const skips = useQuery({
    queryKey: ['skips', project],
    queryFn: () => management.skips(project),
  });
  return (
    <>
      <Alert
        problem={choice.error ?? needs.error ?? skips.error}
        retry={() => {
          void choice.refetch();
          void needs.refetch();
          void skips.refetch();
        }}
      />
      {choice.data && (
        <StrategyForm key={choice.data.version} project={project} choice={choice.data} />
      )}
      {needs.data && <NeedTable needs={needs.data} />}
      {skips.data && skips.data.length > 0 && <SkipTable skips={skips.data} />}
    </>
  );
}
