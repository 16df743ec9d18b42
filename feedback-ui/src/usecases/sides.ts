import { columnsOf, severalProviders, type PromptRun, type Side } from '../domain/promptRuns';

export interface NamedSide {
  readonly name: string;
  readonly side: Side;
}

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });

/** What can be compared: the prompts of a run, then those of the other runs of its suite. */
export function sidesOf(run: PromptRun, all: readonly PromptRun[]): readonly NamedSide[] {
  const others = all.filter((one) => one.suite === run.suite && one.id !== run.id);
  return [run, ...others].flatMap((one) => {
    const columns = columnsOf(one);
    const several = severalProviders(columns);
    return columns.map(({ prompt, provider }) => ({
      name:
        prompt +
        (several ? ` · ${provider}` : '') +
        (one === run ? '' : ` · run of ${WHEN.format(new Date(one.at))}`),
      side: { runId: one.id, prompt, provider },
    }));
  });
}
