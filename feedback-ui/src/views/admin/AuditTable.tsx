import type { AuditEntry } from '../../domain/administration';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

/** Entries of the audit log, each as it was written. */
export function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const t = useTexts();
  const { dateTime } = useFormats();
  return (
    // A region that scrolls must be reached by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="table-scroll" role="region" aria-label={t('audit')} tabIndex={0}>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{t('when')}</th>
            <th scope="col">{t('actor')}</th>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('subject')}</th>
            <th scope="col">{t('detail')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ position, at, actor, action, subject, detail }) => (
            <tr key={position}>
              <td>
                <time dateTime={at}>{dateTime(at)}</time>
              </td>
              <td dir="auto">{actor}</td>
              <td>{action.toLowerCase().replaceAll('_', ' ')}</td>
              <td dir="auto">{subject}</td>
              <td className="wrap" dir="auto">
                {detail}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
