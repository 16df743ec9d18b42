import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { EVENTS, type NewWebhook } from '../../domain/dataDesk';
import { useServices } from '../services';
import { useTexts } from './texts';

interface NewWebhookFormProps {
  readonly projectId: string;
  readonly onMade: (made: NewWebhook) => void;
}

/** An address, and what it is to be told of. */
export function NewWebhookForm({ projectId, onMade }: NewWebhookFormProps) {
  const t = useTexts();
  const { data } = useServices();
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<readonly string[]>(['preference.settled']);
  const create = useMutation({
    mutationFn: () => data.createWebhook(projectId, url.trim(), events),
    onSuccess: (made) => {
      setUrl('');
      onMade(made);
    },
  });
  return (
    <form
      className="data-form"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Field
        label={t('url')}
        hint={t('urlHint')}
        type="url"
        dir="ltr"
        required
        value={url}
        onChange={(event) => {
          setUrl(event.target.value);
        }}
      />
      <fieldset className="events">
        <legend>{t('events')}</legend>
        {EVENTS.map((name) => (
          <label key={name} className="tick">
            <input
              type="checkbox"
              checked={events.includes(name)}
              onChange={(event) => {
                setEvents(
                  event.target.checked
                    ? [...events, name]
                    : events.filter((chosen) => chosen !== name),
                );
              }}
            />
            <code>{name}</code>
          </label>
        ))}
      </fieldset>
      <Alert problem={create.error} />
      <div className="actions">
        <button
          className="button primary"
          disabled={create.isPending || url.trim() === '' || events.length === 0}
        >
          {t('addWebhook')}
        </button>
      </div>
    </form>
  );
}
