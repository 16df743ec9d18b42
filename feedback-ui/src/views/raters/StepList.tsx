import type { RaterStep } from '../../domain/raterDesk';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

/** What was done about a rater, newest first, with who, when and why. */
export function StepList({ steps }: { readonly steps: readonly RaterStep[] }) {
  const t = useTexts();
  const { dateTime } = useFormats();
  return (
    <details>
      <summary>{t('steps')}</summary>
      <ul>
        {steps.map(({ id, before, state, by, takenAt, reason, seenAt, answer }) => (
          <li key={id}>
            {t('step', { before: t(`state-${before}`), state: t(`state-${state}`) })},{' '}
            {typeof by === 'string' ? t('byPerson', { name: by }) : t('byItself')},{' '}
            {dateTime(takenAt)}. {typeof reason === 'string' && <span dir="auto">{reason}</span>}{' '}
            {typeof seenAt === 'string' && t('seen')}{' '}
            {typeof answer === 'string' && (
              <span dir="auto">{t('answered', { text: answer })}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
