import createClient from 'openapi-fetch';
import type { Overlap, VersionedOverlap } from '../domain/trust';
import type { TrustDesk } from '../domain/trustDesk';
import { good, required, type Answer } from './answers';
import { fetchOrOffline } from './fetchOrOffline';
import type { paths as RegistryPaths } from './registry';
import type { paths } from './schema';

/** Whom to believe, over HTTP. */
export function httpTrustDesk(baseUrl: string): TrustDesk {
  const client = createClient<paths>({ baseUrl, fetch: fetchOrOffline });
  const registry = createClient<RegistryPaths>({
    baseUrl: `${baseUrl}/registry`,
    fetch: fetchOrOffline,
  });
  return {
    report: (id) => required(client.GET('/api/projects/{id}/trust', { params: { path: { id } } })),
    async refit(id) {
      await good(client.POST('/api/projects/{id}/trust/fits', { params: { path: { id } } }));
    },
    overlap: (id) =>
      versioned(client.GET('/api/projects/{id}/overlap', { params: { path: { id } } })),
    setOverlap(id, overlap, version) {
      const params = { path: { id }, header: { 'If-Match': `"${String(version)}"` } };
      return versioned(
        overlap
          ? client.PUT('/api/projects/{id}/overlap', { params, body: overlap })
          : client.DELETE('/api/projects/{id}/overlap', { params }),
      );
    },
    async reverse(id, voiding, reason, key) {
      await good(
        client.POST('/api/projects/{id}/voidings/{voiding}/reversal', {
          params: { path: { id, voiding }, header: { 'Idempotency-Key': key } },
          body: { reason },
        }),
      );
    },
    affected: (since, until, data) =>
      required(
        registry.GET('/api/checkpoints/affected', {
          params: {
            query: { since, ...(until !== undefined && { until }), data: [...data] },
          },
        }),
      ),
  };
}

async function versioned(request: Promise<Answer<Overlap>>): Promise<VersionedOverlap> {
  let version = 0;
  const overlap = await required(
    request.then((answer) => {
      version = Number((answer.response.headers.get('ETag') ?? '').replaceAll('"', ''));
      return answer;
    }),
  );
  return { overlap, version };
}
