import { useQuery } from '@tanstack/react-query';
import type { Notice } from '../../domain/raterDesk';
import { IN_PLACE } from '../queries';
import { useServices } from '../services';

const LOOK_EVERY_MS = 60_000;

/** What one is told of the own care in a project; undefined while nobody knows. */
export function useNotice(project: string): Notice | undefined {
  const { raters } = useServices();
  return useQuery({
    queryKey: ['notice', project],
    queryFn: () => raters.notice(project),
    refetchInterval: LOOK_EVERY_MS,
    meta: IN_PLACE,
  }).data;
}
