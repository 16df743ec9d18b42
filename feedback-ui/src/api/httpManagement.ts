import createClient, { type Client } from 'openapi-fetch';
import type { Entry } from '../domain/entry';
import type { Management, ManagedProject } from '../domain/management';
import { behind, everyPart, good, required } from './answers';
import { formOf } from './assignments';
import { fetchOrOffline } from './fetchOrOffline';
import { httpChoosing } from './httpChoosing';
import { formRequestOf, newPromptsOf } from './newPrompts';
import type { components, paths } from './schema';

/** Projects, as their managers see them, over HTTP. */
export function httpManagement(baseUrl: string): Management {
  const client: Client<paths> = createClient<paths>({ baseUrl, fetch: fetchOrOffline });
  return {
    ...projects(client),
    ...lives(client),
    ...guidelines(client),
    ...people(client),
    ...images(client, baseUrl),
    ...httpChoosing(client),
  };
}

const managedOf = ({ form, ...project }: components['schemas']['Project']): ManagedProject => ({
  ...project,
  form: formOf(form),
});

function images(
  client: Client<paths>,
  baseUrl: string,
): Pick<Management, 'addImage' | 'imageAddress'> {
  return {
    async addImage(id, image) {
      const kept = await required(
        client.POST('/api/projects/{id}/images', {
          ...at(id),
          // Bytes as they are: what kind of image they make the service sees itself.
          body: image as unknown as string,
          bodySerializer: (bytes) => bytes,
          headers: { 'Content-Type': 'application/octet-stream' },
        }),
      );
      return kept.sha256;
    },
    imageAddress: (id, sha256) =>
      `${baseUrl}/api/projects/${encodeURIComponent(id)}/images/${sha256}`,
  };
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
    ofTemplate: async (template, name, key) =>
      managedOf(
        await required(
          client.POST('/api/templates/{template}/projects', {
            params: { path: { template }, header: { 'Idempotency-Key': key } },
            body: { name },
          }),
        ),
      ),
    async managed(archived) {
      const query = { archived, managed: true };
      return (await required(client.GET('/api/projects', { params: { query } }))).map(managedOf);
    },
    project: async (id) => managedOf(await required(client.GET('/api/projects/{id}', at(id)))),
    progress: (id) => required(client.GET('/api/projects/{id}/progress', at(id))),
    change: async (id, version, { form, ...change }) =>
      managedOf(
        await required(
          client.PATCH('/api/projects/{id}', {
            params: { path: { id }, header: { 'If-Match': `"${String(version)}"` } },
            body: { ...change, ...(form && { form: formRequestOf(form) }) },
          }),
        ),
      ),
    async addPrompts(id, prompts, key) {
      const result = await required(
        client.POST('/api/projects/{id}/prompts', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { prompts: newPromptsOf(prompts) },
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
    copy: async (id, name, prompts, key) =>
      managedOf(
        await required(
          client.POST('/api/projects/{id}/copies', {
            params: { path: { id }, header: { 'Idempotency-Key': key } },
            body: { name, prompts },
          }),
        ),
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
    members: (id) =>
      everyPart((after) =>
        client.GET('/api/projects/{id}/members', {
          params: { ...at(id).params, ...behind(after).params },
        }),
      ),
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
