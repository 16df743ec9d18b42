import createClient from 'openapi-fetch';
import type { Model, Playground, PlaygroundSide } from '../domain/playground';
import { OFFLINE, ProblemError, problemOf, toProblem, UNREADABLE } from '../domain/problem';
import { required } from './answers';
import { fetchOrOffline } from './fetchOrOffline';
import type { paths } from './schema';

/** What feedback-service says while a side answers: pieces, then the whole side, or what went wrong. */
interface Said {
  readonly text?: string;
  readonly answer?: PlaygroundSide;
  readonly problem?: { readonly code: string; readonly detail: string };
}

/** The playground over HTTP. */
export function httpPlayground(baseUrl: string): Playground {
  const client = createClient<paths>({ baseUrl, fetch: fetchOrOffline });
  return {
    models: () => models(baseUrl),
    begin: (id, wish, key) =>
      required(
        client.POST('/api/projects/{id}/comparisons', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { ...wish, messages: [...wish.messages], models: [...wish.models] },
        }),
      ),
    comparison: (comparisonId) =>
      required(
        client.GET('/api/comparisons/{comparisonId}', { params: { path: { comparisonId } } }),
      ),
    async answer(id, side, onPiece, signal) {
      const response = await reached(`${baseUrl}/api/comparisons/${id}/answers/${side}`, {
        method: 'POST',
        headers: { Accept: 'text/event-stream, application/json' },
        signal,
      });
      return lastOf(response, onPiece);
    },
    comparisons: () => required(client.GET('/api/comparisons')),
    takeBack: (comparisonId, reason) =>
      required(
        client.DELETE('/api/comparisons/{comparisonId}/rating', {
          params: { path: { comparisonId }, query: { ...(reason !== undefined && { reason }) } },
        }),
      ),
    rate: (comparisonId, judgement, key) =>
      required(
        client.POST('/api/comparisons/{comparisonId}/rating', {
          params: { path: { comparisonId }, header: { 'Idempotency-Key': key } },
          body: judgement,
        }),
      ),
  };
}

/** OpenAI's list of models, which the inference service answers. */
async function models(baseUrl: string): Promise<readonly Model[]> {
  const response = await reached(`${baseUrl}/inference/v1/models`, { cache: 'no-store' });
  const body = (await response.json().catch(() => undefined)) as
    { data?: readonly { id: string; name: string; checkpoint_id?: string }[] } | undefined;
  if (!body?.data) {
    throw new ProblemError(UNREADABLE);
  }
  return body.data.map(({ id, name, checkpoint_id }) => ({
    id,
    name,
    ...(checkpoint_id !== undefined && { checkpointId: checkpoint_id }),
  }));
}

async function reached(address: string, init: RequestInit): Promise<Response> {
  const response = await fetch(address, { credentials: 'same-origin', ...init }).catch(
    (thrown: unknown) => {
      throw init.signal?.aborted === true ? thrown : new ProblemError(OFFLINE);
    },
  );
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => undefined);
    throw new ProblemError(problemOf(response.status, body));
  }
  return response;
}

/** Reads server-sent events to their end. */
async function lastOf(
  response: Response,
  onPiece: (text: string) => void,
): Promise<PlaygroundSide> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) {
    throw new ProblemError(UNREADABLE);
  }
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read().catch((thrown: unknown) => {
      throw new ProblemError(thrown instanceof DOMException ? toProblem(thrown) : OFFLINE);
    });
    if (done) {
      throw new ProblemError(UNREADABLE);
    }
    const events = (rest + value).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const said = JSON.parse(event.replace(/^data: /, '')) as Said;
      if (said.text !== undefined) {
        onPiece(said.text);
      }
      if (said.problem) {
        throw new ProblemError(problemOf(503, said.problem));
      }
      if (said.answer) {
        return said.answer;
      }
    }
  }
}
