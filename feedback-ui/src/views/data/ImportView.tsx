import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import { isWorking, type Upload, type UploadKind } from '../../domain/dataDesk';
import { useFormats } from '../../i18n/useFormats';
import { sendFile } from '../../usecases/sendFile';
import { useServices } from '../services';
import { FileChoice } from './FileChoice';
import { useTexts } from './texts';
import { UploadFindings } from './UploadFindings';

const LOOK_AGAIN_MS = 700;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, milliseconds);
  });

/** Files that come in: sent, looked through, entered when somebody says so. */
export function ImportView({ projectId }: { readonly projectId: string }) {
  const t = useTexts();
  const { data } = useServices();
  const queries = useQueryClient();
  const key = ['uploads', projectId];
  const [sending, setSending] = useState<Upload>();
  const uploads = useQuery({
    queryKey: key,
    queryFn: () => data.uploads(projectId),
    refetchInterval: ({ state }) => (state.data?.some(isWorking) ? LOOK_AGAIN_MS : false),
  });
  const send = useMutation({
    mutationFn: ({ file, kind }: { readonly file: File; readonly kind: UploadKind }) =>
      sendFile(data, { projectId, kind, file, onProgress: setSending, pause }),
    onSettled: async () => {
      setSending(undefined);
      await queries.invalidateQueries({ queryKey: key });
    },
  });
  const shown = uploads.data?.filter(({ id }) => id !== sending?.id) ?? [];
  return (
    <>
      <FileChoice
        busy={send.isPending}
        onSend={(file, kind) => {
          send.mutate({ file, kind });
        }}
      />
      <Alert problem={send.error} />
      <Alert problem={uploads.error} retry={() => void uploads.refetch()} retryLabel={t('again')} />
      {sending && <Sending upload={sending} />}
      {uploads.data && shown.length === 0 && !sending && (
        <EmptyState title={t('noFiles')} sentence={t('noFilesHint')} />
      )}
      {shown.map((upload) => (
        <UploadFindings
          key={upload.id}
          projectId={projectId}
          upload={upload}
          onChanged={() => void queries.invalidateQueries({ queryKey: key })}
        />
      ))}
    </>
  );
}

function Sending({ upload }: { readonly upload: Upload }) {
  const t = useTexts();
  const { percent } = useFormats();
  const share = upload.received / upload.bytes;
  return (
    <p role="status" className="progress-line">
      <progress max={1} value={share} aria-label={upload.name} />
      {t('sending', { name: upload.name, share: percent(share) })}
    </p>
  );
}
