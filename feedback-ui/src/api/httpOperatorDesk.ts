import createClient, { type Client } from 'openapi-fetch';
import type { OperatorDesk } from '../domain/operatorDesk';
import type { ControlAction } from '../domain/runs';
import { good, required } from './answers';
import { fetchOrOffline, fetchPatiently } from './fetchOrOffline';
import type { paths as RegistryPaths } from './registry';
import type { paths as FeedbackPaths } from './schema';

/** Points of each curve: more than a screen has pixels to tell apart. */
const POINTS = 400;
const MOST = 1000;

/** The registry's runs and checkpoints, which feedback-service hands on, and what there is to train on. */
export function httpOperatorDesk(baseUrl: string): OperatorDesk {
  const registry = createClient<RegistryPaths>({
    baseUrl: `${baseUrl}/registry`,
    fetch: fetchOrOffline,
  });
  const feedback = createClient<FeedbackPaths>({ baseUrl, fetch: fetchOrOffline });
  return {
    ...runs(registry),
    ...checkpoints(registry),
    ...snapshots(createClient<FeedbackPaths>({ baseUrl, fetch: fetchPatiently })),
    ratingPace: () => required(feedback.GET('/api/training-data')),
  };
}

function snapshots(
  client: Client<FeedbackPaths>,
): Pick<OperatorDesk, 'snapshots' | 'keepSnapshot'> {
  return {
    snapshots: (id) =>
      required(client.GET('/api/projects/{id}/snapshots', { params: { path: { id } } })),
    keepSnapshot: (id, form) =>
      required(
        client.POST('/api/projects/{id}/snapshots', { params: { path: { id } }, body: { form } }),
      ),
  };
}

const once = (key: string) => ({ 'Idempotency-Key': key });

function runs(
  client: Client<RegistryPaths>,
): Pick<OperatorDesk, 'runs' | 'run' | 'samples' | 'control' | 'recipes' | 'train' | 'evaluate'> {
  return {
    runs: () => required(client.GET('/api/runs')),
    run: (id) =>
      required(
        client.GET('/api/runs/{id}', { params: { path: { id }, query: { points: POINTS } } }),
      ),
    samples: (id) => required(client.GET('/api/runs/{id}/samples', { params: { path: { id } } })),
    async control(id, action, reason, key) {
      await good(asked(client, id, action, { reason, key }));
    },
    recipes: () => required(client.GET('/api/jobs/recipes')),
    train: async (recipe, { configuration, ...wish }, key) =>
      (
        await required(
          client.POST('/api/jobs/recipes/{recipe}', {
            params: { path: { recipe }, header: once(key) },
            body: { ...wish, configuration: configuration as Record<string, never> },
          }),
        )
      ).runId,
    evaluate: async (checkpointId, opponentCheckpointId, key) =>
      (
        await required(
          client.POST('/api/jobs/evaluation', {
            params: { header: once(key) },
            body: {
              checkpointId,
              ...(opponentCheckpointId !== undefined && { opponentCheckpointId }),
            },
          }),
        )
      ).runId,
  };
}

function asked(
  client: Client<RegistryPaths>,
  id: string,
  action: ControlAction,
  { reason, key }: { readonly reason: string; readonly key: string },
) {
  const params = { path: { id }, header: once(key) };
  const said = reason === '' ? {} : { reason };
  switch (action) {
    case 'PAUSE':
      return client.POST('/api/runs/{id}/pause', { params, body: said });
    case 'RESUME':
      return client.POST('/api/runs/{id}/resumption', { params, body: said });
    case 'CANCEL':
      return client.POST('/api/runs/{id}/cancellation', { params, body: { reason } });
  }
}

function checkpoints(
  client: Client<RegistryPaths>,
): Pick<OperatorDesk, 'checkpoints' | 'checkpoint' | 'lineage' | 'evaluations'> {
  return {
    checkpoints: () =>
      required(client.GET('/api/checkpoints', { params: { query: { limit: MOST } } })),
    checkpoint: (id) => required(client.GET('/api/checkpoints/{id}', { params: { path: { id } } })),
    lineage: (id) =>
      required(client.GET('/api/checkpoints/{id}/lineage', { params: { path: { id } } })),
    evaluations: () =>
      required(client.GET('/api/evaluations', { params: { query: { limit: MOST } } })),
  };
}
