import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { IN_PLACE } from '../queries';
import { useServices } from '../services';

const News = lazy(() => import('./GuidelinesNewsDialog'));

const LOOK_EVERY_MS = 60_000;

/** Tells a rater what changed in the guidelines since they last saw them, before they go on. */
export function GuidelinesNews({ project }: { readonly project: string }) {
  const { management } = useServices();
  const queries = useQueryClient();
  const seen = useQuery({
    queryKey: ['guidelines', 'seen', project],
    queryFn: () => management.seen(project),
    refetchInterval: LOOK_EVERY_MS,
    meta: IN_PLACE,
  });
  const before = seen.data?.seen ?? undefined;
  const current = seen.data?.current;
  useEffect(() => {
    // Who comes for the first time has the guidelines beside the first pair.
    if (current !== undefined && before === undefined) {
      void management.see(project, current).catch(() => undefined);
    }
  }, [management, project, before, current]);
  const changed = before !== undefined && current !== undefined && before < current;
  const versions = useQuery({
    queryKey: ['guidelines', project, current],
    queryFn: () => management.guidelines(project),
    enabled: changed,
    meta: IN_PLACE,
  });
  if (!changed || !versions.data) {
    return null;
  }
  return (
    <Suspense>
      <News
        from={versions.data.find(({ version }) => version === before)}
        to={versions.data.find(({ version }) => version === current)}
        onRead={() => {
          void management
            .see(project, current)
            .then(() => queries.invalidateQueries({ queryKey: ['guidelines', 'seen', project] }))
            .catch(() => undefined);
        }}
      />
    </Suspense>
  );
}
