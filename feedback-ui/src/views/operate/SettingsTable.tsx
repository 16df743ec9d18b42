import { settingsOf } from '../../domain/settings';
import { useOperatorTexts } from './texts';

/** Settings as they were, folded away until somebody wants to see them. */
export function SettingsTable({
  configuration,
}: {
  readonly configuration: Readonly<Record<string, unknown>>;
}) {
  const t = useOperatorTexts();
  const settings = settingsOf(configuration);
  if (settings.length === 0) {
    return null;
  }
  return (
    <details className="fold">
      <summary>{t('settings', { count: settings.length })}</summary>
      <div className="table-scroll">
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{t('setting')}</th>
              <th scope="col">{t('value')}</th>
            </tr>
          </thead>
          <tbody>
            {settings.map(({ path, value }) => (
              <tr key={path}>
                <th scope="row">
                  <code>{path}</code>
                </th>
                <td>{String(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
