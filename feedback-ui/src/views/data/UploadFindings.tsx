import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Alert } from '../../components/Alert';
import { isWorking, type Upload } from '../../domain/dataDesk';
import { useFormats } from '../../i18n/useFormats';
import { useServices } from '../services';
import { BadRows } from './BadRows';
import { Found } from './Found';
import { useTexts } from './texts';

type StateKey = Extract<Parameters<ReturnType<typeof useTexts>>[0], `state-${string}`>;

interface UploadFindingsProps {
  readonly projectId: string;
  readonly upload: Upload;
  readonly onChanged: () => void;
}

/** One file: what was found in it, and how far its lines are entered. */
export function UploadFindings({ projectId, upload, onChanged }: UploadFindingsProps) {
  const t = useTexts();
  const { data } = useServices();
  const { dateTime } = useFormats();
  const id = useId();
  const [publish, setPublish] = useState(false);
  const enter = useMutation({
    mutationFn: () => data.enterUpload(projectId, upload.id, publish),
    onSettled: onChanged,
  });
  const remove = useMutation({
    mutationFn: () => data.removeUpload(projectId, upload.id),
    onSettled: onChanged,
  });
  const problem = enter.error ?? remove.error;
  return (
    <section className="block upload" aria-labelledby={id}>
      <div className="sheet-head">
        <h2 id={id}>
          <bdi>{upload.name}</bdi>
        </h2>
        <span className="chip">{t(`state-${upload.state}` as StateKey)}</span>
      </div>
      <p className="hint">{dateTime(upload.createdAt)}</p>
      <Alert sentence={upload.failure ?? undefined} />
      <Alert problem={problem} />
      {upload.findings && <Found findings={upload.findings} fresh={upload.state === 'CHECKED'} />}
      <Entered upload={upload} />
      {upload.state === 'CHECKED' && (upload.findings?.good ?? 0) > 0 && (
        <label className="tick">
          <input
            type="checkbox"
            checked={publish}
            onChange={(event) => {
              setPublish(event.target.checked);
            }}
          />
          {t('publish')}
        </label>
      )}
      <div className="actions">
        {upload.state === 'CHECKED' && (upload.findings?.good ?? 0) > 0 && (
          <button
            type="button"
            className="button primary"
            disabled={enter.isPending}
            onClick={() => {
              enter.mutate();
            }}
          >
            {t('enter', { count: upload.findings?.good ?? 0 })}
          </button>
        )}
        {!isWorking(upload) && (
          <button
            type="button"
            className="button quiet"
            disabled={remove.isPending}
            aria-describedby={id}
            onClick={() => {
              remove.mutate();
            }}
          >
            {upload.state === 'ENTERED' ? t('forget') : t('discard')}
          </button>
        )}
      </div>
    </section>
  );
}

function Entered({ upload }: { readonly upload: Upload }) {
  const t = useTexts();
  const { percent } = useFormats();
  if (upload.state !== 'ENTERING' && upload.state !== 'ENTERED') {
    return null;
  }
  const share = upload.done / Math.max(1, upload.findings?.good ?? 1);
  return (
    <>
      <p role="status" className="progress-line">
        {upload.state === 'ENTERING' && <progress max={1} value={share} aria-label={upload.name} />}
        {upload.state === 'ENTERING'
          ? t('entering', { share: percent(share) })
          : t('entered', { entered: upload.entered, refused: upload.refused })}
      </p>
      <BadRows
        title={t('refused', { count: upload.refused })}
        rows={upload.refusals}
        open={false}
      />
    </>
  );
}
