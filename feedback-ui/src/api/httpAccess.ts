import createClient, { type Client } from 'openapi-fetch';
import type { Access } from '../domain/access';
import { good, required } from './answers';
import { fetchOrOffline } from './fetchOrOffline';
import type { paths } from './schema';

/** Ways in, own sessions and tokens, over HTTP. */
export function httpAccess(baseUrl: string): Access {
  const client: Client<paths> = createClient<paths>({ baseUrl, fetch: fetchOrOffline });
  return {
    async waysIn() {
      return (await required(client.GET('/api/sign-in'))).providers;
    },
    sessions: () => required(client.GET('/api/sessions')),
    async endSession(session) {
      await good(client.DELETE('/api/sessions/{session}', { params: { path: { session } } }));
    },
    async endOtherSessions() {
      await good(client.DELETE('/api/sessions'));
    },
    tokens: () => required(client.GET('/api/tokens')),
    async makeToken(token) {
      const made = await required(
        client.POST('/api/tokens', { body: { ...token, scopes: [...token.scopes] } }),
      );
      return made.token;
    },
    async revokeToken(token) {
      await good(client.DELETE('/api/tokens/{token}', { params: { path: { token } } }));
    },
  };
}
