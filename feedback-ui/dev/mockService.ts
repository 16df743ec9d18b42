import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { PAIRS } from './mockPairs.ts';
import { GUIDELINES, MOCK_FORMS } from './mockForms.ts';
import { MockRegistry } from './mockRegistry.ts';

/**
 * Answers /api and /registry from memory, for looking at the page without a service (`npm run dev`). Accounts: `rater` with the
 * password `rater rater rater`, `new` with the one-time password `once`, `lead` (engineer) with `lead lead lead`,
 * `review` (reviewer) with `review review review`, `admin` (administrator) with `admin admin admin`.
 * POST /mock {failures, leaseSeconds, undoSeconds, projects, reset} bends it.
 */
export function mockService(): Plugin {
  const mock = new Mock();
  return {
    name: 'attune-mock-service',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const url = request.url ?? '';
        if (/^\/(registry\/)?api\//.test(url) || url === '/mock') {
          void readBody(request).then((body) => {
            mock.answer(request, url, body, response);
          });
        } else {
          next();
        }
      });
    },
  };
}

type Body = Record<string, unknown>;

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Body);
}

class Mock {
  private user: string | undefined;
  private registry = new MockRegistry();
  private passwords = new Map<string, string>();
  private rated = new Map<string, number>();
  private leases = new Map<string, number>();
  /** Answers by Idempotency-Key. */
  private readonly stored = new Map<string, unknown>();
  private held: { leaseId: string; index: number; project: string }[] = [];
  private settings = { failures: 0, leaseSeconds: 600, undoSeconds: 30, projects: 5 };

  constructor() {
    this.reset();
  }

  private reset(): void {
    this.user = undefined;
    this.registry = new MockRegistry();
    this.passwords = new Map([
      ['rater', 'rater rater rater'],
      ['new', 'once'],
      ['lead', 'lead lead lead'],
      ['review', 'review review review'],
      ['admin', 'admin admin admin'],
    ]);
    this.rated = new Map();
    this.leases = new Map();
    this.held = [];
    this.settings = { failures: 0, leaseSeconds: 600, undoSeconds: 30, projects: 5 };
  }

  answer(request: IncomingMessage, url: string, body: Body, response: ServerResponse): void {
    const send = (status: number, value?: unknown): void => {
      const problem = status >= 400;
      response.writeHead(status, {
        'Content-Type': problem ? 'application/problem+json' : 'application/json',
      });
      response.end(value === undefined ? undefined : JSON.stringify(value));
    };
    const fail = (status: number, code: string, detail: string): void => {
      send(status, { type: 'about:blank', title: detail, status, code, detail });
    };
    if (url === '/mock') {
      if (body.reset === true) {
        this.reset();
      }
      Object.assign(this.settings, body);
      send(204);
      return;
    }
    if (this.settings.failures > 0) {
      this.settings.failures -= 1;
      fail(503, 'not-ready', 'The database is being restarted. Wait a moment and try again.');
      return;
    }
    const key = request.headers['idempotency-key'];
    const stored = this.stored.get(String(key));
    if (stored !== undefined) {
      send(201, stored);
      return;
    }
    const sendAndStore = (status: number, value?: unknown): void => {
      if (status === 201 && key !== undefined) {
        this.stored.set(String(key), value);
      }
      send(status, value);
    };
    this.route(`${request.method ?? ''} ${url}`, body, sendAndStore, fail);
  }

  private route(
    route: string,
    body: Body,
    send: (status: number, value?: unknown) => void,
    fail: (status: number, code: string, detail: string) => void,
  ): void {
    if (route === 'POST /api/session') {
      const name = String(body.name);
      if (this.passwords.get(name) !== body.password) {
        fail(401, 'wrong-credentials', 'The name or the password is wrong.');
        return;
      }
      this.user = name;
      send(200, this.session());
    } else if (this.user === undefined) {
      fail(401, 'not-signed-in', 'Sign in first.');
    } else if (route.includes(' /registry/')) {
      const [method = '', url = ''] = route.split(' ');
      const answer = this.registry.answer(method, url, body, `id-of-${this.user}`);
      if ('code' in answer) {
        fail(answer.status, answer.code, answer.detail);
      } else {
        send(answer.status, answer.body);
      }
    } else if (route === 'GET /api/session') {
      send(200, this.session());
    } else if (route === 'DELETE /api/session') {
      this.user = undefined;
      send(204);
    } else if (route === 'POST /api/session/password') {
      this.passwords.set(this.user, String(body.next));
      send(204);
    } else if (/^GET .api.projects(\?managed=.*)?$/.test(route)) {
      send(200, this.projects());
    } else if (route === 'POST /api/projects') {
      this.settings.projects += 1;
      send(201, this.projects().at(-1));
    } else if (route.endsWith('/prompts')) {
      const detail = 'This prompt is already in the project.';
      send(200, { added: 7, ids: [], rejected: [{ index: 2, code: 'duplicate-prompt', detail }] });
    } else if (route.endsWith('/progress')) {
      const settled = this.rated.size;
      const open = PAIRS.length - settled;
      const counts = { items: PAIRS.length, settled, open, left: open, mine: settled };
      send(200, { prompts: 40, ratings: settled, skipped: 0, byVerdict: {}, ...counts });
    } else if (/\/next(\?|$)/.test(route)) {
      this.next(route, send);
    } else if (route.startsWith('DELETE /api/leases/')) {
      const leaseId = route.split('/').at(-1);
      this.held = this.held.filter((one) => one.leaseId !== leaseId);
      send(204);
    } else if (route.endsWith('/rating')) {
      this.rate(route, send, fail);
    } else if (route.startsWith('DELETE /api/ratings/')) {
      this.rated.delete(route.slice('DELETE /api/ratings/'.length));
      this.held = [];
      send(204);
    } else {
      fail(404, 'not-found', 'There is nothing at this address.');
    }
  }

  private session(): unknown {
    const name = this.user ?? '';
    const roles = ROLES[name] ?? ['annotator'];
    const mustChangePassword = this.passwords.get(name) === 'once';
    return {
      token: 'none',
      id: `id-of-${name}`,
      name,
      roles,
      mustChangePassword,
      expiresAt: inSeconds(3600),
    };
  }

  private projects(): unknown[] {
    return MOCK_FORMS.slice(0, this.settings.projects).map(({ name, form }, index) => ({
      form,
      id: `project-${String(index)}`,
      name,
      guidelines: GUIDELINES,
      ratingsPerItem: 1,
      createdAt: inSeconds(0),
    }));
  }

  private next(route: string, send: (status: number, value?: unknown) => void): void {
    const { pathname, searchParams } = new URL(route.split(' ')[1] ?? '', 'http://mock');
    const project = pathname.split('/')[3] ?? '';
    const { form } = MOCK_FORMS[Number(project.split('-')[1])] ?? MOCK_FORMS[0];
    this.held = this.held.filter(({ leaseId }) => (this.leases.get(leaseId) ?? 0) > Date.now());
    const besides = (one: { leaseId: string; project: string }) =>
      one.project === project && one.leaseId !== searchParams.get('ahead');
    const held = this.held.find(besides) ?? this.grant(project);
    const pair = held && PAIRS[held.index];
    if (!pair) {
      send(204);
      return;
    }
    send(200, {
      leaseId: held.leaseId,
      itemId: `${project}-item-${String(held.index)}`,
      ...pair,
      form,
      answers:
        form.task === 'DEMONSTRATE'
          ? []
          : form.task === 'RANK'
            ? [pair.left, pair.right, `${pair.left} And so on.`, 'Who knows?']
            : [pair.left, pair.right],
      expiresAt: new Date(this.leases.get(held.leaseId) ?? 0).toISOString(),
      guidelines: GUIDELINES,
      guidelinesVersion: 1,
      images: [],
      task: form.task,
    });
  }

  private grant(project: string): { leaseId: string; index: number; project: string } | undefined {
    const done = [...this.rated.values(), ...this.held.map(({ index }) => index)];
    const index = PAIRS.findIndex((_, at) => !done.includes(at));
    if (index < 0) {
      return undefined;
    }
    const lease = { leaseId: randomUUID(), index, project };
    this.held.push(lease);
    this.leases.set(lease.leaseId, Date.now() + this.settings.leaseSeconds * 1000);
    return lease;
  }

  private rate(
    route: string,
    send: (status: number, value?: unknown) => void,
    fail: (status: number, code: string, detail: string) => void,
  ): void {
    const leaseId = route.split('/')[3] ?? '';
    const held = this.held.find((one) => one.leaseId === leaseId);
    if (!held) {
      fail(404, 'lease-unknown', 'The service knows no such reservation.');
    } else if ((this.leases.get(leaseId) ?? 0) < Date.now()) {
      this.held = this.held.filter((one) => one !== held);
      fail(410, 'lease-expired', 'The reservation of this pair has ended.');
    } else {
      const ratingId = randomUUID();
      this.rated.set(ratingId, held.index);
      this.held = this.held.filter((one) => one !== held);
      send(201, { ratingId, undoUntil: inSeconds(this.settings.undoSeconds) });
    }
  }
}

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

const ROLES: Readonly<Record<string, readonly string[]>> = {
  lead: ['engineer', 'annotator'],
  review: ['reviewer'],
  admin: ['administrator'],
};
