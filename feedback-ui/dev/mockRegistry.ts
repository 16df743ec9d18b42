import { MockProposals } from './mockProposals.ts';
import { MockPrompts } from './mockPrompts.ts';

/** An answer of the mock: a status and a body, or a refusal with a code and a sentence. */
export type MockAnswer =
  | { readonly status: number; readonly body?: unknown }
  | { readonly status: number; readonly code: string; readonly detail: string };

export interface MockCall {
  readonly method: string;
  /** Below `/registry/api/`, without the query. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** Whoever asks: the id that stands for them. */
  readonly by: string;
}

export const unknown = (detail: string): MockAnswer => ({ status: 404, code: 'unknown', detail });

/** Answers /registry from memory: prompts, runs of suites, proposals and promotions. */
export class MockRegistry {
  private readonly prompts = new MockPrompts();
  private readonly proposals = new MockProposals();

  answer(method: string, url: string, body: Readonly<Record<string, unknown>>, by: string) {
    const { pathname, searchParams } = new URL(url, 'http://mock');
    const path = pathname
      .replace(/^\/registry\/api\//, '')
      .split('/')
      .map(decodeURIComponent);
    const call: MockCall = { method, path, query: searchParams, body, by };
    return ['proposals', 'promotions'].includes(path[0] ?? '')
      ? this.proposals.answer(call)
      : this.prompts.answer(call);
  }
}
