import { OFFLINE, ProblemError, problemOf, UNREADABLE } from '../domain/problem';
import type { ProjectStanding } from '../domain/standing';
import type { StandingDesk } from '../domain/standingDesk';
import type { components } from './schema';

/** The service says something every ten seconds; after this time the connection is lost. */
const SILENCE_MS = 40_000;

/** How checkpoints stand, over HTTP. */
export function httpStandingDesk(baseUrl: string): StandingDesk {
  return {
    async follow(project, playground, onStanding, signal) {
      const silence = new AbortController();
      const either = AbortSignal.any([signal, silence.signal]);
      let timer = setTimeout(() => undefined, 0);
      const heard = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          silence.abort();
        }, SILENCE_MS);
      };
      heard();
      try {
        const address = `${baseUrl}/api/projects/${project}/standing/stream`;
        const response = await reached(`${address}?playground=${String(playground)}`, either);
        await read(response, heard, onStanding);
      } catch (thrown) {
        // Whoever has stopped listening is told nothing.
        if (!signal.aborted) {
          throw thrown;
        }
      } finally {
        clearTimeout(timer);
        silence.abort();
      }
    },
  };
}

async function reached(address: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(address, {
    credentials: 'same-origin',
    cache: 'no-store',
    headers: { Accept: 'text/event-stream, application/json' },
    signal,
  }).catch(() => {
    throw new ProblemError(OFFLINE);
  });
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => undefined);
    throw new ProblemError(problemOf(response.status, body));
  }
  return response;
}

/** Reads server-sent events to their end. */
async function read(
  response: Response,
  heard: () => void,
  onStanding: (standing: ProjectStanding) => void,
): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) {
    throw new ProblemError(UNREADABLE);
  }
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new ProblemError(OFFLINE);
    });
    if (done) {
      return;
    }
    heard();
    const events = (rest + value).split('\n\n');
    rest = events.pop() ?? '';
    events.map(dataOf).forEach((data) => {
      if (data !== '') {
        onStanding(standingOf(data));
      }
    });
  }
}

/** An event's data; empty for a comment. */
const dataOf = (event: string): string =>
  event
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length))
    .join('\n');

function standingOf(data: string): ProjectStanding {
  try {
    return JSON.parse(data) as components['schemas']['ProjectStanding'];
  } catch {
    throw new ProblemError(UNREADABLE);
  }
}
