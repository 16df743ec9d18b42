import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { IN_PLACE } from '../queries';
import { useServices } from '../services';
import { Shell } from '../shell/Shell';
import { AnswersReady } from './AnswersReady';
import { useAwaitedTexts } from './useAwaitedTexts';

const LOOK_EVERY_MS = 1_000;

interface AnswersAwaitedProps {
  readonly project: string;
  /** Whether the person may fill the project. */
  readonly manages: boolean;
  readonly children: ReactNode;
}

/** Keeps the desk closed until there is something on it: says that answers are being made, or that there are no prompts. */
export function AnswersAwaited({ project, manages, children }: AnswersAwaitedProps) {
  const t = useAwaitedTexts();
  const { management } = useServices();
  const { data } = useQuery({
    queryKey: ['progress', project, 'first'],
    queryFn: () => management.progress(project),
    meta: IN_PLACE,
    // Once there is something to rate, the desk asks by itself.
    refetchInterval: ({ state }) => ((state.data?.items ?? 0) > 0 ? false : LOOK_EVERY_MS),
    staleTime: 0,
  });
  if (!data || data.items > 0) {
    return children;
  }
  return (
    <Shell area={undefined}>
      <div className="sheet">
        {data.prompts === 0 ? (
          <EmptyState
            title={t('noPromptsTitle')}
            sentence={manages ? t('noPromptsManage') : t('noPromptsRate')}
          >
            {manages && (
              <a className="button primary" href={`#/manage/${project}/prompts`}>
                {t('addPrompts')}
              </a>
            )}
          </EmptyState>
        ) : (
          <>
            <EmptyState
              title={data.waiting > 0 ? t('beingMadeTitle') : t('nothingToCompareTitle')}
              sentence={data.waiting > 0 ? t('beingMade') : t('nothingToCompare')}
            />
            <AnswersReady project={project} />
          </>
        )}
      </div>
    </Shell>
  );
}
