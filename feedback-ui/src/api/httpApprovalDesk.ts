import createClient from 'openapi-fetch';
import type { ApprovalDesk } from '../domain/approvalDesk';
import { required } from './answers';
import { fetchOrOffline } from './fetchOrOffline';
import type { paths } from './registry';

/** The registry's proposals and promotions, which feedback-service hands on: one origin, one session. */
export function httpApprovalDesk(baseUrl: string): ApprovalDesk {
  const client = createClient<paths>({ baseUrl: `${baseUrl}/registry`, fetch: fetchOrOffline });
  const named = (id: string) => ({ params: { path: { id } } });
  return {
    proposals: (task) =>
      required(
        client.GET('/api/proposals', {
          params: { query: { limit: 1000, ...(task !== undefined && { name: task }) } },
        }),
      ),
    proposal: (id) => required(client.GET('/api/proposals/{id}', named(id))),
    approve: (id, reason) =>
      required(client.POST('/api/proposals/{id}/approval', { ...named(id), body: { reason } })),
    reject: (id, reason) =>
      required(client.POST('/api/proposals/{id}/rejection', { ...named(id), body: { reason } })),
    served: () => required(client.GET('/api/promotions')),
    promotions: (channel) =>
      required(client.GET('/api/promotions/{channel}', { params: { path: { channel } } })),
    async serve(channel, checkpointId, reason) {
      await required(client.POST('/api/promotions', { body: { channel, checkpointId, reason } }));
    },
  };
}
