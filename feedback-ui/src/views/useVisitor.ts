import { useQuery } from '@tanstack/react-query';
import type { Session, Visitor } from '../domain/session';
import { IN_PLACE } from './queries';
import { useServices } from './services';

const MINUTE = 60_000;

interface Looking {
  readonly visitor: Visitor;
  /** False until it is known whether they manage a project. */
  readonly sure: boolean;
}

/** Who looks. */
export function useVisitor(session: Session): Looking;
export function useVisitor(session: Session | undefined): Looking | undefined;
export function useVisitor(session: Session | undefined): Looking | undefined {
  const { management } = useServices();
  const { data, isPending } = useQuery({
    queryKey: ['projects', 'managed', 'any', session?.id],
    queryFn: async () => (await management.managed(false)).length > 0,
    enabled: session !== undefined,
    staleTime: MINUTE,
    meta: IN_PLACE,
  });
  return session && { visitor: { ...session, manages: data ?? false }, sure: !isPending };
}
