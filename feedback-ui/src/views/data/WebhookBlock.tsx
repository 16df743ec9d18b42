import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Alert } from '../../components/Alert';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import type { NewWebhook, Webhook } from '../../domain/dataDesk';
import { useServices } from '../services';
import { Deliveries } from './Deliveries';
import { useTexts } from './texts';

interface WebhookBlockProps {
  readonly projectId: string;
  readonly webhook: Webhook;
  readonly onChanged: () => void;
  readonly onSecret: (made: NewWebhook) => void;
}

/** One webhook: whether it is on, what was sent, and what one can do with it. */
export function WebhookBlock({ projectId, webhook, onChanged, onSecret }: WebhookBlockProps) {
  const t = useTexts();
  const { data } = useServices();
  const id = useId();
  const [removing, setRemoving] = useState(false);
  const deliveries = useQuery({
    queryKey: ['deliveries', webhook.id],
    queryFn: () => data.deliveries(projectId, webhook.id),
  });
  const act = useMutation({
    mutationFn: (what: () => Promise<unknown>) => what(),
    onSettled: async () => {
      onChanged();
      await deliveries.refetch();
    },
  });
  const on = !webhook.disabledAt;
  return (
    <section className="block" aria-labelledby={id}>
      <div className="sheet-head">
        <h2 id={id} className="webhook-url">
          <bdi>{webhook.url}</bdi>
        </h2>
        <span className="chip">{on ? t('on') : t('off')}</span>
      </div>
      <p className="hint">{webhook.events.join(', ')}</p>
      <Alert sentence={webhook.disabledBecause ?? undefined} />
      <Alert problem={act.error} />
      <div className="actions" role="group" aria-labelledby={id}>
        <button
          type="button"
          className="button"
          disabled={act.isPending}
          onClick={() => {
            act.mutate(() => data.testWebhook(projectId, webhook.id));
          }}
        >
          {t('test')}
        </button>
        <button
          type="button"
          className="button quiet"
          disabled={act.isPending}
          onClick={() => {
            act.mutate(() => data.setWebhookEnabled(projectId, webhook.id, !on));
          }}
        >
          {on ? t('switchOff') : t('switchOn')}
        </button>
        <button
          type="button"
          className="button quiet"
          disabled={act.isPending}
          onClick={() => {
            act.mutate(async () => {
              onSecret(await data.renewWebhookSecret(projectId, webhook.id));
            });
          }}
        >
          {t('renew')}
        </button>
        <button
          type="button"
          className="button quiet"
          onClick={() => {
            setRemoving(true);
          }}
        >
          {t('remove')}
        </button>
      </div>
      {deliveries.data && deliveries.data.length > 0 && (
        <Deliveries
          deliveries={deliveries.data}
          onReplay={(delivery) => {
            act.mutate(() => data.replay(projectId, webhook.id, delivery));
          }}
        />
      )}
      {removing && (
        <ConfirmDialog
          title={t('removeTitle')}
          consequence={t('removeConsequence')}
          button={t('remove')}
          perform={async () => {
            await data.removeWebhook(projectId, webhook.id);
            onChanged();
          }}
          onClose={() => {
            setRemoving(false);
          }}
        />
      )}
    </section>
  );
}
