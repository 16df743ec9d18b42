import createClient, { type Client } from 'openapi-fetch';
import type { PromptLibrary } from '../domain/promptLibrary';
import { behind, everyPart, good, required } from './answers';
import { fetchOrOffline } from './fetchOrOffline';
import type { paths } from './registry';

const CASES_AT_ONCE = 200;

/** The registry's prompts, which feedback-service hands on: one origin, one session. */
export function httpPromptLibrary(baseUrl: string): PromptLibrary {
  const client: Client<paths> = createClient<paths>({
    baseUrl: `${baseUrl}/registry`,
    fetch: fetchOrOffline,
  });
  return { ...prompts(client), ...runs(client) };
}

function prompts(
  client: Client<paths>,
): Pick<
  PromptLibrary,
  'prompts' | 'prompt' | 'version' | 'diff' | 'log' | 'moveLabel' | 'removeLabel' | 'deletePrompt'
> {
  return {
    prompts: () => everyPart((after) => client.GET('/api/prompts', behind(after))),
    prompt: (name) => required(client.GET('/api/prompts/{name}', { params: { path: { name } } })),
    async version(name, version) {
      const { content, ...rest } = await required(
        client.GET('/api/prompts/{name}/versions/{version}', {
          params: { path: { name, version: String(version) } },
        }),
      );
      const { system = '', template, examples = [], settings = {} } = content;
      return { ...rest, content: { system, template, examples, settings } };
    },
    diff: (name, from, to) =>
      required(
        client.GET('/api/prompts/{name}/diff', {
          params: { path: { name }, query: { from: String(from), to: String(to) } },
        }),
      ),
    log: (name) => required(client.GET('/api/prompts/{name}/log', { params: { path: { name } } })),
    moveLabel: (name, label, version, reason) =>
      required(
        client.PUT('/api/prompts/{name}/labels/{label}', {
          params: { path: { name, label } },
          body: { version, reason },
        }),
      ),
    async removeLabel(name, label) {
      await good(
        client.DELETE('/api/prompts/{name}/labels/{label}', { params: { path: { name, label } } }),
      );
    },
    async deletePrompt(name) {
      await good(client.DELETE('/api/prompts/{name}', { params: { path: { name } } }));
    },
  };
}

function runs(
  client: Client<paths>,
): Pick<PromptLibrary, 'runs' | 'run' | 'deleteRun' | 'cases' | 'row' | 'compare'> {
  return {
    runs: (prompt) =>
      required(
        client.GET('/api/prompt-runs', {
          params: { query: prompt === undefined ? {} : { prompt } },
        }),
      ),
    run: (id) => required(client.GET('/api/prompt-runs/{id}', { params: { path: { id } } })),
    async deleteRun(id) {
      await good(client.DELETE('/api/prompt-runs/{id}', { params: { path: { id } } }));
    },
    cases: (id, failed, after) =>
      required(
        client.GET('/api/prompt-runs/{id}/cases', {
          params: { path: { id }, query: { failed, after, limit: CASES_AT_ONCE } },
        }),
      ),
    row: (id, position) =>
      required(
        client.GET('/api/prompt-runs/{id}/rows/{position}', {
          params: { path: { id, position } },
        }),
      ),
    compare: (before, after) =>
      required(
        client.GET('/api/prompt-runs/{id}/comparison', {
          params: {
            path: { id: before.runId },
            query: {
              prompt: before.prompt,
              provider: before.provider,
              otherId: after.runId,
              otherPrompt: after.prompt,
              otherProvider: after.provider,
            },
          },
        }),
      ),
  };
}
