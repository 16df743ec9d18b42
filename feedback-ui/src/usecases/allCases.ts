import type { PromptLibrary } from '../domain/promptLibrary';
import type { RunCase } from '../domain/promptRuns';

/** More cases than anybody reads in a table; the rest is in the run's folder. */
const MOST = 2_000;

/** All cases of a run, page by page. */
export async function allCases(
  library: PromptLibrary,
  id: string,
  failedOnly: boolean,
): Promise<readonly RunCase[]> {
  const all: RunCase[] = [];
  for (;;) {
    const page = await library.cases(id, failedOnly, all.at(-1)?.number ?? 0);
    all.push(...page);
    if (page.length === 0 || all.length >= MOST) {
      return all;
    }
  }
}
