import { useQuery } from '@tanstack/react-query';
import { lastDurations } from '../../domain/runs';
import { useFormats } from '../../i18n/useFormats';
import { useOperatorTexts } from '../operate/texts';
import { useServices } from '../services';

/** What a run of the recipe costs, as far as the last ones tell. */
export function LastRuns({ recipe }: { readonly recipe: string }) {
  const t = useOperatorTexts();
  const formats = useFormats();
  const { operator } = useServices();
  const runs = useQuery({ queryKey: ['runs'], queryFn: () => operator.runs() });
  if (!runs.data) {
    return null;
  }
  const { count, least, most } = lastDurations(runs.data, recipe);
  return (
    <p className="hint">
      {count === 0
        ? t('costUnknown')
        : t('cost', { count, least: formats.duration(least), most: formats.duration(most) })}{' '}
      {t('seenLive')}
    </p>
  );
}
