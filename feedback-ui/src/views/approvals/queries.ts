import { useQueries, useQuery } from '@tanstack/react-query';
import { channelOf } from '../../domain/proposals';
import { useServices } from '../services';

/** All that the area asks for stands under one name, so that a decision can renew it at once. */
export const PROPOSALS = ['proposals'] as const;

/** Every proposal, and which checkpoints answer people. */
export function useProposals() {
  const { approvals } = useServices();
  return useQuery({
    queryKey: [...PROPOSALS, 'all'],
    queryFn: async () => {
      const [proposals, served] = await Promise.all([approvals.proposals(), approvals.served()]);
      return { proposals, serving: new Set(served.map(({ checkpointId }) => checkpointId)) };
    },
  });
}

/** A proposal with those of the same task, and what its channel served. */
export function useProposal(id: string) {
  const { approvals } = useServices();
  return useQuery({
    queryKey: [...PROPOSALS, 'one', id],
    queryFn: async () => {
      const proposal = await approvals.proposal(id);
      const [proposals, promotions] = await Promise.all([
        approvals.proposals(proposal.name),
        approvals.promotions(channelOf(proposal.name)),
      ]);
      return { proposal, proposals, promotions };
    },
  });
}

/** The same of promotions that people must stand behind. */
export const PROMOTIONS = ['promotion-approvals'] as const;

const RENEWED_MS = 10_000;

/** Every promotion that people were asked about. */
export function usePromotions() {
  const { gates } = useServices();
  return useQuery({
    queryKey: [...PROMOTIONS, 'all'],
    queryFn: () => gates.promotions(),
    refetchInterval: RENEWED_MS,
  });
}

/** How many people must stand behind each of them, as far as that is known yet. */
export function useWanted(ids: readonly string[]): readonly (number | undefined)[] {
  const { gates } = useServices();
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: [...PROMOTIONS, 'one', id],
      queryFn: () => gates.promotion(id),
    })),
    combine: (found) => found.map(({ data }) => data?.wanted),
  });
}

/** A promotion with the evidence as it is now. */
export function usePromotion(id: string) {
  const { gates } = useServices();
  return useQuery({
    queryKey: [...PROMOTIONS, 'one', id],
    queryFn: () => gates.promotion(id),
    refetchInterval: RENEWED_MS,
  });
}

/** The evidence that somebody decided on, as it was then; nothing where nobody did. */
export function useEvidence(id: string, sha256: string | undefined) {
  const { gates } = useServices();
  return useQuery({
    queryKey: [...PROMOTIONS, 'evidence', id, sha256],
    queryFn: () => gates.evidence(id, sha256 ?? ''),
    enabled: sha256 !== undefined,
    staleTime: Infinity,
  });
}
