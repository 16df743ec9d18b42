import type { Outlook } from '../../domain/retraining';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

/** What would be decided now, in the person's language, with what is missing. */
export function NowText({ now }: { readonly now: Outlook }) {
  const t = useTexts();
  const { dateTime } = useFormats();
  return (
    <>
      {t(`reason-${now.reason}`)}
      {now.wantedPreferences !== undefined && now.wantedPreferences > 0 && (
        <span className="beside">{t('wanted', { count: now.wantedPreferences })}</span>
      )}
      {now.notBefore !== undefined && (
        <span className="beside">{t('notBefore', { at: dateTime(now.notBefore) })}</span>
      )}
    </>
  );
}
