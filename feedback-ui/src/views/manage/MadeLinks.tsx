import { CopyButton } from '../../components/CopyButton';
import { invitationLink } from '../../domain/entry';
import type { Invitation } from '../../domain/management';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

/** The links that were just made: nobody can see them again. */
export function MadeLinks({ invitations }: { readonly invitations: readonly Invitation[] }) {
  const t = useTexts();
  const { date } = useFormats();
  if (invitations.length === 0) {
    return null;
  }
  return (
    <div role="status">
      <p className="hint">{t('linkOnce')}</p>
      <ul className="links">
        {invitations.map(({ id, secret, note, expiresAt }) => {
          const link = invitationLink(window.location.origin, secret ?? '');
          return (
            <li key={id}>
              <input
                readOnly
                dir="ltr"
                value={link}
                aria-label={note === '' ? t('link') : t('linkFor', { note })}
                onFocus={(event) => {
                  event.target.select();
                }}
              />
              <CopyButton text={link} label={t('copyLink')} done={t('copied')} />
              <span className="hint">
                {note !== '' && `${note} · `}
                {t('until', { date: date(expiresAt) })}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
