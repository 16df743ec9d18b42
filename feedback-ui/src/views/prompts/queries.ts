import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Side } from '../../domain/promptRuns';
import { allCases } from '../../usecases/allCases';
import { useServices } from '../services';

/** All that the area asks for stands under one name, so that a change can renew it at once. */
export const PROMPTS = ['prompts'] as const;

export function usePrompts() {
  const { library } = useServices();
  return useQuery({ queryKey: [...PROMPTS, 'all'], queryFn: () => library.prompts() });
}

export function usePrompt(name: string) {
  const { library } = useServices();
  return useQuery({
    queryKey: [...PROMPTS, 'one', name],
    queryFn: async () => {
      const [shown, log] = await Promise.all([library.prompt(name), library.log(name)]);
      return { ...shown, log };
    },
  });
}

export function useVersion(name: string, version: number) {
  const { library } = useServices();
  return useQuery({
    queryKey: [...PROMPTS, 'version', name, version],
    queryFn: () => library.version(name, version),
  });
}

export function useDiff(name: string, from: number, to: number) {
  const { library } = useServices();
  return useQuery({
    queryKey: [...PROMPTS, 'diff', name, from, to],
    queryFn: () => library.diff(name, from, to),
  });
}

/** Runs of one prompt, or all. */
export function useRuns(prompt?: string) {
  const { library } = useServices();
  return useQuery({
    queryKey: [...PROMPTS, 'runs', prompt ?? null],
    queryFn: () => library.runs(prompt),
  });
}

export function useRun(id: string) {
  const { library } = useServices();
  return useQuery({ queryKey: [...PROMPTS, 'run', id], queryFn: () => library.run(id) });
}

/** The cases of a run; those of before stay until the others are there. */
export function useCases(id: string, failedOnly: boolean) {
  const { library } = useServices();
  return useQuery({
    queryKey: [...PROMPTS, 'cases', id, failedOnly],
    queryFn: () => allCases(library, id, failedOnly),
    placeholderData: keepPreviousData,
  });
}

export function useRow(id: string, position: number) {
  const { library } = useServices();
  return useQuery({
    queryKey: [...PROMPTS, 'row', id, position],
    queryFn: () => library.row(id, position),
  });
}

export function useComparison(before: Side | undefined, after: Side | undefined) {
  const { library } = useServices();
  return useQuery({
    queryKey: [...PROMPTS, 'comparison', before, after],
    queryFn: () => {
      if (!before || !after) {
        throw new Error('There are no two sides to compare.');
      }
      return library.compare(before, after);
    },
    enabled: before !== undefined && after !== undefined && before !== after,
  });
}
