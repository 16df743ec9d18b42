import { useQuery } from '@tanstack/react-query';
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
