import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { httpFeedbackService } from '../../api/httpFeedbackService';
import { OFFLINE, UNREADABLE } from '../../domain/problem';
import type { FeedbackService } from '../../domain/service';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly key: string | string[] | undefined;
  readonly body: string;
}

let server: Server;
let service: FeedbackService;
let seen: Seen[];
let answer: { status: number; type?: string; body?: string; date?: string };

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      const { method, url, headers } = request;
      seen.push({ method, url, key: headers['idempotency-key'], body });
      response.sendDate = false;
      response.writeHead(answer.status, {
        'Content-Type': answer.type ?? 'application/json',
        ...(answer.date !== undefined && { Date: answer.date }),
      });
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  service = httpFeedbackService(
    `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
  );
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it('a rating carries its key, its verdict and its strength', async () => {
  answer = { status: 201, body: '{"ratingId":"r","undoUntil":"2026-01-01T00:00:30Z"}' };
  const receipt = await service.rate('lease', { verdict: 'RIGHT', strength: 3 }, 'key');
  expect(receipt).toEqual({ ratingId: 'r', undoUntil: Date.UTC(2026, 0, 1, 0, 0, 30) });
  expect(seen).toEqual([
    {
      method: 'POST',
      url: '/api/leases/lease/rating',
      key: 'key',
      body: '{"verdict":"RIGHT","strength":3}',
    },
  ]);
});

it('times are told on the clock of this device, however wrong it is', async () => {
  const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
  answer = { status: 201, body: '{"ratingId":"r","undoUntil":"2026-01-01T00:00:30Z"}', date };
  const { undoUntil } = await service.rate('lease', { verdict: 'RIGHT', strength: 3 }, 'key');
  const left = undoUntil - Date.now();
  expect(left).toBeGreaterThan(28_000);
  expect(left).toBeLessThanOrEqual(30_000);
});

it('no content for the next pair means that nothing is left', async () => {
  answer = { status: 204 };
  expect(await service.next('project')).toBeUndefined();
});

it('a problem document is thrown as its problem', async () => {
  const body = '{"code":"lease-expired","detail":"The reservation has ended.","status":410}';
  answer = { status: 410, type: 'application/problem+json', body };
  await expect(service.withdraw('r')).rejects.toMatchObject({
    problem: { code: 'lease-expired', status: 410, detail: 'The reservation has ended.' },
  });
});

it('a page of a proxy instead of a problem is thrown as a sentence', async () => {
  answer = { status: 502, type: 'text/html', body: '<html>Bad Gateway</html>' };
  await expect(service.projects()).rejects.toMatchObject({
    problem: { code: 'http-502', status: 502 },
  });
});

it('an answer that is no JSON is thrown as unreadable', async () => {
  answer = { status: 200, body: '<html>' };
  await expect(service.projects()).rejects.toMatchObject({ problem: UNREADABLE });
});

it('nobody is signed in when the service says 401', async () => {
  answer = { status: 401, type: 'application/problem+json', body: '{"code":"not-signed-in"}' };
  expect(await service.whoAmI()).toBeUndefined();
});

it('a service that is not there is thrown as offline', async () => {
  await new Promise((resolve) => server.close(resolve));
  await expect(service.whoAmI()).rejects.toMatchObject({ problem: OFFLINE });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
