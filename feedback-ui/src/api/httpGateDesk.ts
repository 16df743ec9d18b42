import createClient from 'openapi-fetch';
import type { GateDesk } from '../domain/gateDesk';
import type { PromotionEvidence } from '../domain/promotionApproval';
import { required } from './answers';
import { fetchOrOffline } from './fetchOrOffline';
import type { paths } from './registry';
import { withoutNulls } from './withoutNulls';

const MOST_PROMOTIONS = 500;
const MOST_ATTEMPTS = 200;

const at = (project: string, version: number) => ({
  params: { path: { project }, header: { 'If-Match': `"${String(version)}"` } },
});

const once = (key: string) => ({ 'Idempotency-Key': key });

/** Gates, and who stands behind promotions; the registry keeps that, and feedback-service hands the questions on. */
export function httpGateDesk(baseUrl: string): GateDesk {
  const client = createClient<paths>({ baseUrl: `${baseUrl}/registry`, fetch: fetchOrOffline });
  return {
    async promotions() {
      const read = client.GET('/api/approvals', { params: { query: { limit: MOST_PROMOTIONS } } });
      return required(read);
    },
    async promotion(id) {
      const read = client.GET('/api/approvals/{id}', { params: { path: { id } } });
      return required(read);
    },
    async evidence(id, sha256) {
      const read = client.GET('/api/approvals/{id}/evidence/{sha256}', {
        params: { path: { id, sha256 } },
      });
      // Kept byte for byte as it was written, and there what is absent is null.
      return withoutNulls(await required(read)) as PromotionEvidence;
    },
    async decide(id, decision, evidenceSha256, reason, key) {
      const written = client.POST(`/api/approvals/{id}/${decision}`, {
        params: { path: { id }, header: once(key) },
        body: { evidenceSha256, reason },
      });
      return required(written);
    },
    async ask(channel, checkpointId, reason, key) {
      const asked = client.POST('/api/approvals', {
        params: { header: once(key) },
        body: { channel, checkpointId, reason },
      });
      return required(asked);
    },
    async gates(project) {
      const read = client.GET('/api/gates/{project}', { params: { path: { project } } });
      return required(read);
    },
    async change(project, version, policy, reason) {
      const written = client.PUT('/api/gates/{project}', {
        ...at(project, version),
        body: { policy, reason } as never,
      });
      return required(written);
    },
    async remove(project, version) {
      const written = client.DELETE('/api/gates/{project}', at(project, version));
      return required(written);
    },
    async attempts(project) {
      const read = client.GET('/api/gates/{project}/attempts', {
        params: { path: { project }, query: { limit: MOST_ATTEMPTS } },
      });
      return required(read);
    },
    async measure(project, checkpointId, key) {
      const asked = client.POST('/api/gates/{project}/attempts', {
        params: { path: { project }, header: once(key) },
        body: { checkpointId },
      });
      return required(asked);
    },
  };
}
