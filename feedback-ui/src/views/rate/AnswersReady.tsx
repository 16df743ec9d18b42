import { useQuery } from '@tanstack/react-query';
import '../../styles/manage.css';
import { IN_PLACE } from '../queries';
import { useServices } from '../services';
import { useAwaitedTexts } from './useAwaitedTexts';

const LOOK_EVERY_MS = 1_500;

/** Says how many prompts have their answers, while answers are being made; nothing when all have. */
export function AnswersReady({ project }: { readonly project: string }) {
  const t = useAwaitedTexts();
  const { management } = useServices();
  const { data } = useQuery({
    queryKey: ['progress', project],
    queryFn: () => management.progress(project),
    meta: IN_PLACE,
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.waiting > 0 ? LOOK_EVERY_MS : false,
  });
  if (!data || data.prompts === 0) {
    return null;
  }
  const ready = data.prompts - data.waiting;
  return (
    <div className="notice awaited" role="status">
      <p>
        {data.waiting > 0
          ? t('made', { ready, all: data.prompts })
          : t('allMade', { count: data.items })}
      </p>
      {data.waiting > 0 && (
        <progress max={data.prompts} value={ready} aria-label={t('madeLabel')} />
      )}
    </div>
  );
}
