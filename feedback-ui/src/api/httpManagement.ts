import createClient, { type Client } from 'openapi-fetch';
import type { Entry } from '../domain/entry';
import type { Management } from '../domain/management';
import { good, required } from './answers';
import { fetchOrOffline } from './fetchOrOffline';
import type { paths } from './schema';

/** Projects, as their managers see them, over HTTP. */
export function httpManagement(baseUrl: string): Management {
  const client: Client<paths> = createClient<paths>({ baseUrl, fetch: fetchOrOffline });
  return { ...projects(client), ...lives(client), ...guidelines(client), ...people(client) };
}

const at = (id: string) => ({ params: { path: { id } } });

function projects(
  client: Client<paths>,
): Pick<
  Management,
  'templates' | 'ofTemplate' | 'managed' | 'project' | 'progress' | 'change' | 'addPrompts'
> {
  return {
    templates: () => required(client.GET('/api/templates')),
    ofTemplate: (template, name, key) =>
      required(
        client.POST('/api/templates/{template}/projects', {
          params: { path: { template }, header: { 'Idempotency-Key': key } },
          body: { name },
        }),
      ),
    managed: (archived) =>
      required(client.GET('/api/projects', { params: { query: { archived, managed: true } } })),
    project: (id) => required(client.GET('/api/projects/{id}', at(id))),
    progress: (id) => required(client.GET('/api/projects/{id}/progress', at(id))),
    change: (id, change) =>
      required(client.PATCH('/api/projects/{id}', { ...at(id), body: change })),
    async addPrompts(id, prompts, key) {
      const result = await required(
        client.POST('/api/projects/{id}/prompts', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: {
            prompts: prompts.map(({ messages, split }) => ({ messages: [...messages], split })),
          },
        }),
      );
      return {
        added: result.added,
        rejected: result.rejected.map(({ index, detail }) => ({ index, sentence: detail })),
      };
    },
  };
}

function lives(
  client: Client<paths>,
): Pick<Management, 'copy' | 'archive' | 'restore' | 'remove' | 'overview'> {
  return {
    copy: (id, name, prompts, key) =>
      required(
        client.POST('/api/projects/{id}/copies', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { name, prompts },
        }),
      ),
    async archive(id) {
      await good(client.PUT('/api/projects/{id}/archive', at(id)));
    },
    async restore(id) {
      await good(client.DELETE('/api/projects/{id}/archive', at(id)));
    },
    async remove(id) {
      await good(client.DELETE('/api/projects/{id}', at(id)));
    },
    overview: (id, days, zone) =>
      required(
        client.GET('/api/projects/{id}/overview', {
          params: { path: { id }, query: { days, zone } },
        }),
      ),
  };
}

function guidelines(client: Client<paths>): Pick<Management, 'guidelines' | 'seen' | 'see'> {
  return {
    guidelines: (id) => required(client.GET('/api/projects/{id}/guidelines', at(id))),
    seen: (id) => required(client.GET('/api/projects/{id}/guidelines/seen', at(id))),
    async see(id, version) {
      await good(
        client.PUT('/api/projects/{id}/guidelines/seen', { ...at(id), body: { version } }),
      );
    },
  };
}

function people(
  client: Client<paths>,
): Pick<
  Management,
  'members' | 'setMember' | 'removeMember' | 'invitations' | 'invite' | 'revoke'
> {
  return {
    members: (id) => required(client.GET('/api/projects/{id}/members', at(id))),
    async setMember(id, name, role) {
      await good(
        client.PUT('/api/projects/{id}/members/{name}', {
          params: { path: { id, name } },
          body: { role },
        }),
      );
    },
    async removeMember(id, name) {
      await good(
        client.DELETE('/api/projects/{id}/members/{name}', { params: { path: { id, name } } }),
      );
    },
    invitations: (id) => required(client.GET('/api/projects/{id}/invitations', at(id))),
    invite: (id, { role, note, days }) =>
      required(
        client.POST('/api/projects/{id}/invitations', { ...at(id), body: { role, note, days } }),
      ),
    async revoke(id, invitation) {
      await good(
        client.DELETE('/api/projects/{id}/invitations/{invitation}', {
          params: { path: { id, invitation } },
        }),
      );
    },
  };
}

/** Invitations over HTTP; the session that they open is an HttpOnly cookie. */
export function httpEntry(baseUrl: string): Entry {
  const client: Client<paths> = createClient<paths>({ baseUrl, fetch: fetchOrOffline });
  return {
    look: (secret) => required(client.POST('/api/entry/offer', { body: { secret } })),
    async enter(secret, name, password) {
      await good(client.POST('/api/entry', { body: { secret, name, password } }));
    },
    async join(secret) {
      await good(client.POST('/api/entry/membership', { body: { secret } }));
    },
    async rateToo() {
      await good(client.PUT('/api/session/annotator', { body: { rates: true } }));
    },
  };
}
