import { columnsOf, severalProviders, type PromptRun, type Side } from '../domain/promptRuns';

/** One side of a comparison, with what tells it from the others. */
export interface NamedSide {
  readonly side: Side;
  /** Whether the prompt's name alone says which it is. */
  readonly severalProviders: boolean;
  /** When its run was, where that is another run. */
  readonly at: string | undefined;
}

/** What can be compared: the prompts of a run, then those of the other runs of its suite. */
export function sidesOf(run: PromptRun, all: readonly PromptRun[]): readonly NamedSide[] {
  const others = all.filter((one) => one.suite === run.suite && one.id !== run.id);
  return [run, ...others].flatMap((one) => {
    const columns = columnsOf(one);
    const several = severalProviders(columns);
    return columns.map(({ prompt, provider }) => ({
      side: { runId: one.id, prompt, provider },
      severalProviders: several,
      at: one === run ? undefined : one.at,
    }));
  });
}
