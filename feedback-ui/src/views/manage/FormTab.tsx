import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { draftOf, formOf } from '../../domain/formDraft';
import type { ManagedProject } from '../../domain/management';
import { FormFields, NO_LOCKS, type Locks } from '../form/FormFields';
import { PreviewPart } from '../form/PreviewPart';
import { useTexts } from '../form/texts';
import { useServices } from '../services';
import { useProjectChange } from './useProjectChange';

/** What raters are asked for, with an example of what they will see. */
export function FormTab({ project }: { readonly project: ManagedProject }) {
  const t = useTexts();
  const [draft, setDraft] = useState(() => draftOf(project.form));
  const locks = useLocks(project);
  const { run, busy, problem, saved, touch, lookAgain } = useProjectChange(project);
  const form = formOf(draft);
  const changed = JSON.stringify(form) !== JSON.stringify(formOf(draftOf(project.form)));
  return (
    <>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void run({ form }).then(() => {
            // What was new has its name from now on.
            setDraft(draftOf(form));
          });
        }}
      >
        <FormFields
          draft={draft}
          locks={locks}
          onChange={(next) => {
            setDraft(next);
            touch();
          }}
        />
        {locks !== NO_LOCKS && (
          <p className="hint">
            {t('itemsKeep')} {t('scoresStay')}
          </p>
        )}
        <Alert problem={problem} retry={lookAgain} retryLabel={t('lookAgain')} />
        <div className="actions">
          <span role="status">{saved && t('saved')}</span>
          {changed && (
            <button
              type="button"
              className="button quiet"
              onClick={() => {
                setDraft(draftOf(project.form));
              }}
            >
              {t('discard')}
            </button>
          )}
          <button className="button primary" disabled={busy || !changed}>
            {busy ? t('saving') : t('save')}
          </button>
        </div>
      </form>
      <PreviewPart form={form} />
    </>
  );
}

/** What the service would refuse, said before somebody tries; the service has the last word. */
function useLocks({ id, form }: ManagedProject): Locks {
  const { management } = useServices();
  const { data } = useQuery({
    queryKey: ['progress', id],
    queryFn: () => management.progress(id),
  });
  return data && data.items > 0
    ? { task: data.ratings > 0, scales: new Set(form.axes.map(({ name }) => name)) }
    : NO_LOCKS;
}
