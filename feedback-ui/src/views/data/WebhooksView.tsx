import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { CopyButton } from '../../components/CopyButton';
import { EmptyState } from '../../components/EmptyState';
import type { NewWebhook } from '../../domain/dataDesk';
import { useServices } from '../services';
import { NewWebhookForm } from './NewWebhookForm';
import { useTexts } from './texts';
import { WebhookBlock } from './WebhookBlock';

/** Other programs that are told what happens in a project. */
export function WebhooksView({ projectId }: { readonly projectId: string }) {
  const t = useTexts();
  const { data } = useServices();
  const queries = useQueryClient();
  const key = ['webhooks', projectId];
  const [fresh, setFresh] = useState<NewWebhook>();
  const webhooks = useQuery({ queryKey: key, queryFn: () => data.webhooks(projectId) });
  const reload = (): void => void queries.invalidateQueries({ queryKey: key });
  return (
    <>
      <p className="lead">{t('webhooksLead')}</p>
      {fresh && <Secret made={fresh} />}
      <NewWebhookForm
        projectId={projectId}
        onMade={(made) => {
          setFresh(made);
          reload();
        }}
      />
      <Alert
        problem={webhooks.error}
        retry={() => void webhooks.refetch()}
        retryLabel={t('again')}
      />
      {webhooks.data?.length === 0 && (
        <EmptyState title={t('noWebhooks')} sentence={t('noWebhooksHint')} />
      )}
      {webhooks.data?.map((webhook) => (
        <WebhookBlock
          key={webhook.id}
          projectId={projectId}
          webhook={webhook}
          onChanged={reload}
          onSecret={setFresh}
        />
      ))}
    </>
  );
}

function Secret({ made }: { readonly made: NewWebhook }) {
  const t = useTexts();
  return (
    <div className="notice" role="status">
      <p>{t('secretOnce', { url: made.webhook.url })}</p>
      <p className="secret">
        <code dir="ltr">{made.secret}</code>
        <CopyButton text={made.secret} label={t('copy')} done={t('copied')} />
      </p>
    </div>
  );
}
