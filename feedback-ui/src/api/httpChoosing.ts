import type { Client } from 'openapi-fetch';
import type { Choosing } from '../domain/choice';
import { good, required } from './answers';
import type { paths } from './schema';

const at = (id: string) => ({ params: { path: { id } } });

/** Who is handed what, over HTTP. */
export function httpChoosing(client: Client<paths>): Choosing {
  return {
    choice: (id) => required(client.GET('/api/projects/{id}/choice', at(id))),
    setChoice: (id, version, strategy, even) =>
      required(
        client.PUT('/api/projects/{id}/choice', {
          params: { path: { id }, header: { 'If-Match': `"${String(version)}"` } },
          body: { strategy, even },
        }),
      ),
    needs: (id) => required(client.GET('/api/projects/{id}/needs', at(id))),
    skips: (id) => required(client.GET('/api/projects/{id}/skips', at(id))),
    async setProfile(id, name, { languages, skills, perDay, inAll }) {
      await good(
        client.PUT('/api/projects/{id}/members/{name}/profile', {
          params: { path: { id, name } },
          body: {
            languages: [...languages],
            skills: [...skills],
            perDay: perDay ?? null,
            inAll: inAll ?? null,
          },
        }),
      );
    },
    availability: (id) => required(client.GET('/api/projects/{id}/availability', at(id))),
  };
}
