import createClient from 'openapi-fetch';
import type { Retraining, RetrainingDesk } from '../domain/retraining';
import { required } from './answers';
import { fetchOrOffline } from './fetchOrOffline';
import type { paths } from './registry';

const MOST = 200;

const at = (project: string, version: number) => ({
  params: { path: { project }, header: { 'If-Match': `"${String(version)}"` } },
});

/** When projects train again; the registry keeps that, and feedback-service hands the questions on. */
export function httpRetrainingDesk(baseUrl: string): RetrainingDesk {
  const client = createClient<paths>({ baseUrl: `${baseUrl}/registry`, fetch: fetchOrOffline });
  return {
    async retraining(project) {
      const read = client.GET('/api/retraining/{project}', { params: { path: { project } } });
      return (await required(read)) as unknown as Retraining;
    },
    async decisions(project) {
      const read = client.GET('/api/retraining/{project}/decisions', {
        params: { path: { project }, query: { limit: MOST } },
      });
      return required(read);
    },
    async change(project, version, policy, reason) {
      const written = client.PUT('/api/retraining/{project}', {
        ...at(project, version),
        body: { policy, reason } as never,
      });
      return (await required(written)) as unknown as Retraining;
    },
    async reset(project, version) {
      const written = client.DELETE('/api/retraining/{project}', at(project, version));
      return (await required(written)) as unknown as Retraining;
    },
  };
}
