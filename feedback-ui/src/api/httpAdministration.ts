import createClient, { type Client } from 'openapi-fetch';
import { AUDIT_PAGE, type Administration } from '../domain/administration';
import { behind, everyPart, good, required } from './answers';
import { fetchOrOffline } from './fetchOrOffline';
import type { paths } from './schema';

/** What administrators ask of the feedback service, over HTTP. */
export function httpAdministration(baseUrl: string): Administration {
  const client: Client<paths> = createClient<paths>({ baseUrl, fetch: fetchOrOffline });
  return { ...accounts(client), ...watching(client), ...invitations(client) };
}

function accounts(
  client: Client<paths>,
): Pick<
  Administration,
  'accounts' | 'createAccount' | 'changeAccount' | 'resetPassword' | 'endSessions'
> {
  return {
    accounts: () => everyPart((after) => client.GET('/api/accounts', behind(after))),
    createAccount: (account) =>
      required(client.POST('/api/accounts', { body: { ...account, roles: [...account.roles] } })),
    changeAccount: (name, { roles, disabled }) =>
      required(
        client.PATCH('/api/accounts/{name}', {
          params: { path: { name } },
          body: {
            ...(roles && { roles: [...roles] }),
            ...(disabled !== undefined && { disabled }),
          },
        }),
      ),
    async resetPassword(name, password) {
      await good(
        client.POST('/api/accounts/{name}/password', {
          params: { path: { name } },
          body: { password },
        }),
      );
    },
    async endSessions(name) {
      await good(client.DELETE('/api/accounts/{name}/sessions', { params: { path: { name } } }));
    },
  };
}

function watching(
  client: Client<paths>,
): Pick<
  Administration,
  'auditEntries' | 'verifyAudit' | 'providers' | 'testProvider' | 'rooms' | 'topicAges'
> {
  return {
    auditEntries: ({ actor, text }, before) =>
      required(
        client.GET('/api/audit/entries', {
          params: {
            query: { actor, text, limit: AUDIT_PAGE, ...(before !== undefined && { before }) },
          },
        }),
      ),
    verifyAudit: () => required(client.GET('/api/audit/verification')),
    providers: () => required(client.GET('/api/sign-in/providers')),
    testProvider: (provider) =>
      required(
        client.POST('/api/sign-in/providers/{provider}/test', { params: { path: { provider } } }),
      ),
    rooms: () => required(client.GET('/api/rooms')),
    topicAges: () => required(client.GET('/api/rooms/topics')),
  };
}

function invitations(
  client: Client<paths>,
): Pick<Administration, 'invitations' | 'invite' | 'revokeInvitation'> {
  return {
    invitations: () => required(client.GET('/api/invitations')),
    invite: ({ roles, note, days }) =>
      required(client.POST('/api/invitations', { body: { roles: [...roles], note, days } })),
    async revokeInvitation(invitation) {
      await good(
        client.DELETE('/api/invitations/{invitation}', { params: { path: { invitation } } }),
      );
    },
  };
}
