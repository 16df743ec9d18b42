import type { ProjectAgreement } from '../../domain/raterDesk';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';
import { useFigure } from './useFigure';

/** Days and versions whose agreement is clearly below the one before. */
export function Drops({ drops }: { readonly drops: ProjectAgreement['drops'] }) {
  const t = useTexts();
  const { date, number } = useFormats();
  const { value } = useFigure();
  return drops.map(({ day, version, before, now }) => {
    const figures = { before: value(before), now: value(now) };
    return (
      <p key={`${day ?? ''} ${String(version)}`} className="alert" role="note">
        {typeof day === 'string'
          ? t('dropDay', { day: date(day), ...figures })
          : t('dropVersion', { version: number(version ?? 0), ...figures })}
      </p>
    );
  });
}
