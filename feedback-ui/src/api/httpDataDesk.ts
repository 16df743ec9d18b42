import createClient, { type Client } from 'openapi-fetch';
import type { DataDesk, ExportWish, Upload } from '../domain/dataDesk';
import { ProblemError, problemOf } from '../domain/problem';
import { good, required } from './answers';
import { fetchOrOffline, fetchPatiently } from './fetchOrOffline';
import type { paths } from './schema';

const queryOf = ({ split, open, undecided, since }: ExportWish) => ({
  split,
  open,
  undecided,
  ...(since !== '' && { since: `${since}T00:00:00Z` }),
});

/** Exports, files and webhooks of the feedback service over HTTP. */
export function httpDataDesk(baseUrl: string): DataDesk {
  const client = createClient<paths>({ baseUrl, fetch: fetchOrOffline });
  const patient = createClient<paths>({ baseUrl, fetch: fetchPatiently });
  return { ...exportsOf(patient, baseUrl), ...uploadsOf(client, baseUrl), ...webhooksOf(client) };
}

function exportsOf(
  client: Client<paths>,
  baseUrl: string,
): Pick<DataDesk, 'exports' | 'manifest' | 'card' | 'exportAddress'> {
  const named = (id: string, wish: ExportWish) => ({
    params: { path: { id, form: wish.form }, query: queryOf(wish) },
  });
  return {
    exports: (id) =>
      required(client.GET('/api/projects/{id}/exports', { params: { path: { id } } })),
    manifest: (id, wish) =>
      required(client.GET('/api/projects/{id}/exports/{form}/manifest', named(id, wish))),
    card: (id, wish) =>
      required(
        client.GET('/api/projects/{id}/exports/{form}/card', {
          ...named(id, wish),
          parseAs: 'text',
        }),
      ),
    exportAddress(id, wish, whole) {
      const query = new URLSearchParams(
        Object.entries(queryOf(wish)).map(([name, value]) => [name, String(value)]),
      );
      const path = `/api/projects/${encodeURIComponent(id)}/exports/${wish.form}`;
      return `${baseUrl}${path}${whole ? '/bundle' : ''}?${query.toString()}`;
    },
  };
}

function uploadsOf(
  client: Client<paths>,
  baseUrl: string,
): Pick<
  DataDesk,
  'uploads' | 'upload' | 'beginUpload' | 'sendPiece' | 'enterUpload' | 'removeUpload'
> {
  const named = (id: string, upload: string) => ({ params: { path: { id, upload } } });
  return {
    uploads: (id) =>
      required(client.GET('/api/projects/{id}/uploads', { params: { path: { id } } })),
    upload: (id, upload) =>
      required(client.GET('/api/projects/{id}/uploads/{upload}', named(id, upload))),
    beginUpload: (id, kind, name, bytes) =>
      required(
        client.POST('/api/projects/{id}/uploads', {
          params: { path: { id } },
          body: { kind, name, bytes },
        }),
      ),
    async sendPiece(id, upload, offset, piece) {
      // Bytes are no JSON: they go past the client that writes all other bodies.
      const path = `/api/projects/${encodeURIComponent(id)}/uploads/${encodeURIComponent(upload)}/bytes`;
      const response = await fetchPatiently(
        new Request(`${baseUrl}${path}?offset=${String(offset)}`, {
          method: 'PUT',
          headers: { 'Content-Type': 'application/octet-stream' },
          body: piece,
        }),
      );
      const body: unknown = await response.json().catch(() => undefined);
      if (!response.ok) {
        throw new ProblemError(problemOf(response.status, body));
      }
      return body as Upload;
    },
    enterUpload: (id, upload, publishPrompts) =>
      required(
        client.POST('/api/projects/{id}/uploads/{upload}/enter', {
          ...named(id, upload),
          body: { publishPrompts },
        }),
      ),
    async removeUpload(id, upload) {
      await good(client.DELETE('/api/projects/{id}/uploads/{upload}', named(id, upload)));
    },
  };
}

function webhooksOf(
  client: Client<paths>,
): Pick<
  DataDesk,
  | 'webhooks'
  | 'createWebhook'
  | 'setWebhookEnabled'
  | 'renewWebhookSecret'
  | 'removeWebhook'
  | 'testWebhook'
  | 'deliveries'
  | 'replay'
> {
  const named = (id: string, webhook: string) => ({ params: { path: { id, webhook } } });
  return {
    webhooks: (id) =>
      required(client.GET('/api/projects/{id}/webhooks', { params: { path: { id } } })),
    createWebhook: (id, url, events) =>
      required(
        client.POST('/api/projects/{id}/webhooks', {
          params: { path: { id } },
          body: { url, events: [...events] },
        }),
      ),
    setWebhookEnabled: (id, webhook, enabled) =>
      required(
        client.PATCH('/api/projects/{id}/webhooks/{webhook}', {
          ...named(id, webhook),
          body: { enabled },
        }),
      ),
    renewWebhookSecret: (id, webhook) =>
      required(client.POST('/api/projects/{id}/webhooks/{webhook}/secret', named(id, webhook))),
    async removeWebhook(id, webhook) {
      await good(client.DELETE('/api/projects/{id}/webhooks/{webhook}', named(id, webhook)));
    },
    testWebhook: (id, webhook) =>
      required(client.POST('/api/projects/{id}/webhooks/{webhook}/test', named(id, webhook))),
    deliveries: (id, webhook) =>
      required(client.GET('/api/projects/{id}/webhooks/{webhook}/deliveries', named(id, webhook))),
    async replay(id, webhook, delivery) {
      await good(
        client.POST('/api/projects/{id}/webhooks/{webhook}/deliveries/{delivery}/replay', {
          params: { path: { id, webhook, delivery } },
        }),
      );
    },
  };
}
