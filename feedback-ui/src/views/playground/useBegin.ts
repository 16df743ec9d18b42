import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ComparisonWish, PlaygroundComparison } from '../../domain/playground';
import type { Turn } from '../../domain/project';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';
import { useServices } from '../services';
import { numberOr, type Setup } from './setup';

/** What is to be answered, and by the models of which comparison when it goes on. */
export interface Beginning {
  readonly messages: readonly Turn[];
  readonly projectId?: string;
}

export type Begin = UseMutationResult<PlaygroundComparison, Error, Beginning>;

/** Begins comparisons; one that got no answer is begun again under the same key, and counts once. */
export function useBegin(setup: Setup, onBegun: (id: string) => void): Begin {
  const { playground } = useServices();
  const queries = useQueryClient();
  const pending = useRef<{ readonly asked: string; readonly key: string }>(undefined);
  return useMutation({
    mutationFn: ({ messages, projectId }: Beginning) => {
      const wish: ComparisonWish = {
        messages,
        models: [setup.one, setup.other],
        blind: setup.blind,
        temperature: numberOr(setup.temperature, 1),
        topP: numberOr(setup.topP, 1),
        maxNewTokens: numberOr(setup.maxNewTokens, 256),
      };
      const project = projectId ?? setup.project;
      const asked = JSON.stringify([project, wish]);
      if (pending.current?.asked !== asked) {
        pending.current = { asked, key: newIdempotencyKey() };
      }
      return playground.begin(project, wish, pending.current.key);
    },
    onSuccess: (begun) => {
      pending.current = undefined;
      queries.setQueryData(['comparison', begun.id], begun);
      onBegun(begun.id);
    },
  });
}
