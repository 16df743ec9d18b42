import { useMutation } from '@tanstack/react-query';
import { Alert } from '../../components/Alert';
import { ScrollBox } from '../../components/ScrollBox';
import type { ExportWish, Manifest } from '../../domain/dataDesk';
import { useFormats } from '../../i18n/useFormats';
import { useServices } from '../services';
import { useTexts } from './texts';

/** How many rows there would be, and the dataset's card: asked for, because it reads everything. */
export function ExportPreview({
  projectId,
  wish,
}: {
  readonly projectId: string;
  readonly wish: ExportWish;
}) {
  const t = useTexts();
  const { data } = useServices();
  const ask = useMutation({
    mutationFn: async () => ({
      manifest: await data.manifest(projectId, wish),
      card: await data.card(projectId, wish),
    }),
  });
  return (
    <section className="block">
      <button
        type="button"
        className="button quiet"
        disabled={ask.isPending}
        onClick={() => {
          ask.mutate();
        }}
      >
        {ask.isPending ? t('counting') : t('count')}
      </button>
      <Alert problem={ask.error} />
      {ask.data && (
        <>
          <Files files={ask.data.manifest.files} />
          {Object.entries(ask.data.manifest.leftOut).map(([reason, count]) => (
            <p key={reason} className="hint">
              {t('leftOut', { count, reason })}
            </p>
          ))}
          <details>
            <summary>{t('card')}</summary>
            <ScrollBox label={t('card')}>
              <pre className="card-text" dir="ltr">
                {ask.data.card}
              </pre>
            </ScrollBox>
          </details>
        </>
      )}
    </section>
  );
}

function Files({ files }: { readonly files: Manifest['files'] }) {
  const t = useTexts();
  const { number } = useFormats();
  return (
    <ScrollBox label={t('files')}>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{t('file')}</th>
            <th scope="col" className="number">
              {t('rows')}
            </th>
            <th scope="col" className="number">
              {t('bytes')}
            </th>
            <th scope="col">{t('sha256')}</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.path}>
              <td>{file.path}</td>
              <td className="number">{number(file.rows)}</td>
              <td className="number">{number(file.bytes)}</td>
              <td>
                <code title={file.sha256}>{file.sha256.slice(0, 12)}…</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
