import { expect, it } from 'vitest';
import { behind, everyPart } from '../../api/answers';
import { ProblemError } from '../../domain/problem';

function part(rows: readonly string[], link?: string) {
  return Promise.resolve({
    data: rows,
    response: new Response(null, { ...(link !== undefined && { headers: { Link: link } }) }),
  });
}

it('walks from part to part until no header leads on', async () => {
  const asked: (string | undefined)[] = [];
  const all = await everyPart((after) => {
    asked.push(after);
    return after === undefined
      ? part(['a', 'b c+é'], '</api/accounts?limit=2&after=b+c%2B%C3%A9>; rel="next"')
      : part(['d']);
  });
  expect(all).toEqual(['a', 'b c+é', 'd']);
  expect(asked).toEqual([undefined, 'b c+é']);
});

it('a part that fails is the problem that it tells, and no shorter list', async () => {
  const list = everyPart((after) =>
    after === undefined
      ? part(['a'], '</api/prompts?after=a>; rel="next"')
      : Promise.resolve({ error: undefined, response: new Response(null, { status: 503 }) }),
  );
  await expect(list).rejects.toBeInstanceOf(ProblemError);
});

it('the first part is asked for without a name', () => {
  expect(behind(undefined)).toEqual({ params: { query: {} } });
  expect(behind('b')).toEqual({ params: { query: { after: 'b' } } });
});
