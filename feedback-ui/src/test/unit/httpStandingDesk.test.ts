import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { httpStandingDesk } from '../../api/httpStandingDesk';
import { OFFLINE, UNREADABLE } from '../../domain/problem';

let server: Server;
let address: string;
let asked: string | undefined;
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  server = createServer((request, response) => {
    asked = request.url;
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const events = (response: ServerResponse, ...pieces: readonly string[]): void => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  pieces.forEach((piece) => response.write(piece));
};

async function votesOf(signal = new AbortController().signal): Promise<number[]> {
  const votes: number[] = [];
  await httpStandingDesk(address).follow('p-1', true, (one) => votes.push(one.votes), signal);
  return votes;
}

it('reads each standing, whatever comes between and however it is cut', async () => {
  answer = (response) => {
    events(
      response,
      'id:a\ndata:{"votes":1}\n\n:quiet\n\nid:b\nda',
      'ta:{"vot',
      'es":2}\n\n',
      ':quiet\n\n',
    );
    response.end();
  };
  expect(await votesOf()).toEqual([1, 2]);
  expect(asked).toBe('/api/projects/p-1/standing/stream?playground=true');
});

it('a refusal is the problem that it tells', async () => {
  answer = (response) => {
    response.writeHead(503, { 'Content-Type': 'application/problem+json' });
    response.end('{"code":"standing-busy","detail":"Too many."}');
  };
  await expect(votesOf()).rejects.toMatchObject({
    problem: { code: 'standing-busy', status: 503 },
  });
});

it('a lost connection is one', async () => {
  answer = (response) => {
    events(response, 'data:{"votes":1}\n\n');
    setTimeout(() => response.destroy(), 20);
  };
  await expect(votesOf()).rejects.toMatchObject({ problem: OFFLINE });
});

it('what cannot be read is one', async () => {
  answer = (response) => {
    events(response, 'data:{"votes"\n\n');
  };
  await expect(votesOf()).rejects.toMatchObject({ problem: UNREADABLE });
});

it('whoever stops listening is told nothing', async () => {
  const gone = new AbortController();
  answer = (response) => {
    events(response, 'data:{"votes":1}\n\n');
    setTimeout(() => {
      gone.abort();
    }, 20);
  };
  expect(await votesOf(gone.signal)).toEqual([1]);
});
