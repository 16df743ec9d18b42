import createClient, { type Client } from 'openapi-fetch';
import { ProblemError } from '../domain/problem';
import type { Message } from '../domain/project';
import type { RaterDesk } from '../domain/raterDesk';
import { good, required } from './answers';
import { messageOf } from './assignments';
import { fetchOrOffline } from './fetchOrOffline';
import type { components, paths } from './schema';

type Schemas = components['schemas'];

/** Raters and their care, over HTTP. */
export function httpRaterDesk(baseUrl: string): RaterDesk {
  const client: Client<paths> = createClient<paths>({ baseUrl, fetch: fetchOrOffline });
  return { ...raters(client), ...checks(client, baseUrl), ...notices(client, baseUrl) };
}

const shown = (baseUrl: string, project: string, messages: readonly Schemas['Message'][]) =>
  messages.map((message): Message =>
    messageOf(message, `${baseUrl}/api/projects/${project}/images/`),
  );

function raters(client: Client<paths>): Pick<RaterDesk, 'raters' | 'setState' | 'agreement'> {
  return {
    raters: (id) => required(client.GET('/api/projects/{id}/raters', { params: { path: { id } } })),
    async setState(id, rater, state, reason) {
      await good(
        client.POST('/api/projects/{id}/raters/{rater}/state', {
          params: { path: { id, rater } },
          body: { state, reason },
        }),
      );
    },
    agreement: (id, zone) =>
      required(
        client.GET('/api/projects/{id}/agreement', { params: { path: { id }, query: { zone } } }),
      ),
  };
}

function checks(
  client: Client<paths>,
  baseUrl: string,
): Pick<RaterDesk, 'checks' | 'setChecks' | 'gold' | 'addGold' | 'makeGold' | 'decideGold'> {
  return {
    checks: (id) => required(client.GET('/api/projects/{id}/checks', { params: { path: { id } } })),
    setChecks: (id, version, settings) =>
      required(
        client.PUT('/api/projects/{id}/checks', {
          params: { path: { id }, header: { 'If-Match': `"${String(version)}"` } },
          body: settings,
        }),
      ),
    async gold(id) {
      const all = await required(
        client.GET('/api/projects/{id}/gold', { params: { path: { id } } }),
      );
      return all.map((one) => ({ ...one, messages: shown(baseUrl, id, one.messages) }));
    },
    async addGold(id, { kind, question, better, worse }, key) {
      const { rejected } = await required(
        client.POST('/api/projects/{id}/gold', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: {
            gold: [{ kind, messages: [{ role: 'user', content: question }], better, worse }],
          },
        }),
      );
      const refusal = rejected[0];
      if (refusal) {
        throw new ProblemError({ code: refusal.code, status: 400, detail: refusal.detail });
      }
    },
    async makeGold(id, itemId) {
      await good(
        client.PUT('/api/projects/{id}/gold/{itemId}', { params: { path: { id, itemId } } }),
      );
    },
    async decideGold(id, itemId, decision, reason) {
      await good(
        client.POST('/api/projects/{id}/gold/{itemId}/decision', {
          params: { path: { id, itemId } },
          body: { decision, reason },
        }),
      );
    },
  };
}

function notices(
  client: Client<paths>,
  baseUrl: string,
): Pick<RaterDesk, 'notice' | 'seeNotice' | 'answerNotice'> {
  return {
    async notice(id) {
      const notice = await required(
        client.GET('/api/projects/{id}/notice', { params: { path: { id } } }),
      );
      return {
        ...notice,
        examples: notice.examples.map((one) => ({
          ...one,
          messages: shown(baseUrl, id, one.messages),
        })),
      };
    },
    async seeNotice(id, step) {
      await good(
        client.POST('/api/projects/{id}/notice/{step}/seen', { params: { path: { id, step } } }),
      );
    },
    async answerNotice(id, step, text) {
      await good(
        client.PUT('/api/projects/{id}/notice/{step}/answer', {
          params: { path: { id, step } },
          body: { text },
        }),
      );
    },
  };
}
