import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useServices } from '../services';

/** What checkpoints are called; one that the registry does not know, or that it does not tell, by its id. */
export function useNames(): (checkpoint: string) => string {
  const { operator } = useServices();
  const { data } = useQuery({
    queryKey: ['checkpoints'],
    queryFn: () => operator.checkpoints(),
    staleTime: 60_000,
    retry: false,
  });
  const names = useMemo(
    () => new Map((data ?? []).map(({ checkpointId, name }) => [checkpointId, name])),
    [data],
  );
  return useCallback((checkpoint) => names.get(checkpoint) ?? checkpoint, [names]);
}
