import createClient, { type Client } from 'openapi-fetch';
import { ProblemError, sessionEnded, toProblem, UNREADABLE } from '../domain/problem';
import type { FeedbackService } from '../domain/service';
import { good, required, type Answer } from './answers';
import { assignmentOf } from './assignments';
import { fetchOrOffline } from './fetchOrOffline';
import { formRequestOf, newPromptsOf } from './newPrompts';
import type { components, paths } from './schema';

type Schemas = components['schemas'];

/** What came, and how far the service's clock is ahead of this device's. */
interface Timed<T> {
  readonly data: T | undefined;
  readonly ahead: number;
}

/** The answer's body; a failed answer becomes the problem that it tells. */
async function body<T>(request: Promise<Answer<T>>): Promise<T | undefined> {
  return (await timed(request)).data;
}

async function timed<T>(request: Promise<Answer<T>>): Promise<Timed<T>> {
  const { data, response } = await good(request);
  return { data, ahead: millisecondsAhead(response) };
}

/**
 * How far the service's clock is ahead, from the Date of its answer; without one the clocks count as equal. Date says
 * whole seconds, so half of one is added: what is left of a time is wrong by no more than that.
 */
function millisecondsAhead(response: Response): number {
  const date = Date.parse(response.headers.get('Date') ?? '');
  return Number.isNaN(date) ? 0 : date + 500 - Date.now();
}

/** A time of the service, on this device's clock: the page compares it with no other. */
const onThisClock = (time: string, ahead: number): number => Date.parse(time) - ahead;

/** The feedback service over HTTP; the session is an HttpOnly cookie, so no token passes through here. */
export function httpFeedbackService(baseUrl: string): FeedbackService {
  const client: Client<paths> = createClient<paths>({ baseUrl, fetch: fetchOrOffline });
  return { ...account(client), ...rating(client, baseUrl), ...projects(client) };
}

function account(
  client: Client<paths>,
): Pick<FeedbackService, 'whoAmI' | 'signIn' | 'changePassword' | 'signOut'> {
  return {
    async whoAmI() {
      try {
        return await required(client.GET('/api/session'));
      } catch (thrown) {
        if (sessionEnded(toProblem(thrown))) {
          return undefined;
        }
        throw thrown;
      }
    },
    signIn: (name, password) => required(client.POST('/api/session', { body: { name, password } })),
    async changePassword(current, next) {
      await body(client.POST('/api/session/password', { body: { current, next } }));
    },
    async signOut() {
      return (await body(client.DELETE('/api/session')))?.address;
    },
  };
}

function rating(
  client: Client<paths>,
  baseUrl: string,
): Pick<FeedbackService, 'next' | 'giveBack' | 'rate' | 'withdraw' | 'progress'> {
  return {
    progress: (id) =>
      required(client.GET('/api/projects/{id}/progress', { params: { path: { id } } })),
    async next(id, lease) {
      const query = lease === undefined ? {} : { ahead: lease };
      const { data, ahead } = await timed(
        client.POST('/api/projects/{id}/next', { params: { path: { id }, query } }),
      );
      return (
        data &&
        assignmentOf(data, {
          expiresAt: onThisClock(data.expiresAt, ahead),
          images: `${baseUrl}/api/projects/${encodeURIComponent(id)}/images/`,
        })
      );
    },
    async giveBack(leaseId) {
      // Kept alive: it is sent although the page goes away.
      await body(
        client.DELETE('/api/leases/{leaseId}', { params: { path: { leaseId } }, keepalive: true }),
      );
    },
    async rate(leaseId, rating, idempotencyKey) {
      const { data, ahead } = await timed(
        client.POST('/api/leases/{leaseId}/rating', {
          params: { path: { leaseId }, header: { 'Idempotency-Key': idempotencyKey } },
          body: rating as Schemas['RatingRequest'],
        }),
      );
      if (data === undefined) {
        throw new ProblemError(UNREADABLE);
      }
      return { ratingId: data.ratingId, undoUntil: onThisClock(data.undoUntil, ahead) };
    },
    async withdraw(ratingId) {
      await body(client.DELETE('/api/ratings/{ratingId}', { params: { path: { ratingId } } }));
    },
  };
}

function projects(
  client: Client<paths>,
): Pick<FeedbackService, 'projects' | 'createProject' | 'addPrompts'> {
  return {
    projects: () => required(client.GET('/api/projects')),
    createProject: (project, key) =>
      required(
        client.POST('/api/projects', {
          params: { header: { 'Idempotency-Key': key } },
          body: { ...project, form: formRequestOf(project.form) },
        }),
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
