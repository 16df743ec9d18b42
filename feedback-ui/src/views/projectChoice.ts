import { toProblem, type Problem } from '../domain/problem';
import type { Project } from '../domain/project';
import type { FeedbackService } from '../domain/service';
import type { Address } from './projectAddress';

export interface Loaded {
  readonly projects?: readonly Project[];
  readonly problem?: Problem;
}

export async function loadProjects(service: FeedbackService): Promise<Loaded> {
  try {
    return { projects: await service.projects() };
  } catch (thrown) {
    return { problem: toProblem(thrown) };
  }
}

/** The project that the address names, or the only one there is when it names nothing. */
export function projectAt(address: Address, projects: readonly Project[]): Project | undefined {
  switch (address.kind) {
    case 'start':
      return projects.length === 1 ? projects[0] : undefined;
    case 'project':
      return projects.find((project) => project.id === address.id);
    case 'list':
    case 'prompts':
    case 'approvals':
    case 'unreadable':
      return undefined;
  }
}

/** What a person is told whose address leads nowhere. */
export function noticeFor(address: Address, projects: readonly Project[]): string | undefined {
  const lost =
    address.kind === 'unreadable' ||
    (address.kind === 'project' && !projectAt(address, projects) && projects.length > 0);
  return lost
    ? 'This address leads to no project of yours. Here are those that you can open.'
    : undefined;
}
