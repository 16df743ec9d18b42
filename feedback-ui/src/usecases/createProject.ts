import { promptsOf, type ImportResult, type Project } from '../domain/project';
import type { FeedbackService, NewProject } from '../domain/service';

export interface CreatedProject {
  readonly project: Project;
  readonly prompts: ImportResult;
}

/** One key for each of the two requests; a key changes when what its request says changes. */
export interface CreationKeys {
  readonly project: string;
  readonly prompts: string;
}

/**
 * Creates a project and its prompts. Pressing the button again after a lost answer, or after correcting prompts,
 * repeats the first request under its key instead of making a second project.
 */
export async function createProject(
  service: FeedbackService,
  project: NewProject,
  pastedPrompts: string,
  keys: CreationKeys,
): Promise<CreatedProject> {
  const created = await service.createProject(project, keys.project);
  const prompts = await service.addPrompts(created.id, promptsOf(pastedPrompts), keys.prompts);
  return { project: created, prompts };
}
