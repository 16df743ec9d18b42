import { readFileSync } from 'node:fs';
import { type Diff, apiDiff } from 'api-smart-diff';
import { describe, expect, it } from 'vitest';

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;

function document(service: string, name: string): Json {
  const file = new URL(`../../../../services/${service}/src/main/openapi/${name}`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Json;
}

/**
 * What would break a program that was written for the document of the last release. Components count where a route uses them. A
 * field of an answer must stay, also one that the document does not promise; values may be new, which programs read past.
 */
function breaking(before: Json, after: Json): string[] {
  return apiDiff(before, after)
    .filter((change) => change.path[0] === 'paths' && breaks(change))
    .map((change) => `${change.action} ${change.path.join(' ')}`);
}

function breaks(change: Diff): boolean {
  const answer = change.path.includes('responses');
  const gone = answer && change.action === 'remove' && change.path.at(-2) === 'properties';
  const other = change.action === 'replace' && change.path.at(-1) === 'type';
  if (gone || other) {
    return true;
  }
  return (
    change.type === 'breaking' &&
    !(answer && change.action === 'add' && change.path.includes('enum'))
  );
}

/** A document of one route that answers with a thing, which has a name and a state. */
function small(parameters: Json[], thing: { [key: string]: Json }): Json {
  const answer = {
    description: 'OK',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
  };
  return {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: { '/things': { get: { parameters, responses: { '200': answer } } } },
    components: { schemas: { Thing: { type: 'object', properties: thing } } },
  };
}

const NAME: Json = { type: 'string' };
const STATE: Json = { type: 'string', enum: ['NEW'] };

describe('the documents of the services against those of the last release', () => {
  it.each(['feedback-service', 'registry-service'])(
    '%s breaks no program that was written for it',
    (service) => {
      expect(
        breaking(document(service, 'released.json'), document(service, 'openapi.json')),
      ).toEqual([]);
    },
  );

  it('sees what is gone and what is demanded, and lets pass what is new', () => {
    const before = small([], { name: NAME, state: STATE });
    const demanded = { name: 'who', in: 'query', required: true, schema: NAME };
    expect(breaking(before, small([demanded], { name: NAME, state: STATE }))).toHaveLength(1);
    expect(
      breaking(before, small([{ ...demanded, required: false }], { name: NAME, state: STATE })),
    ).toEqual([]);
    expect(breaking(before, small([], { state: STATE }))).toHaveLength(1);
    expect(breaking(before, small([], { name: { type: 'integer' }, state: STATE }))).toHaveLength(
      1,
    );
    const more: Json = { type: 'string', enum: ['NEW', 'OLD'] };
    expect(breaking(before, small([], { name: NAME, state: more, more: NAME }))).toEqual([]);
    const gone = { ...(before as { [key: string]: Json }), paths: {} };
    expect(breaking(before, gone)).toEqual(['remove paths /things get']);
  });
});
