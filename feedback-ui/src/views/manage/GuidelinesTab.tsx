import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { TextField } from '../../components/TextField';
import { useAction } from '../../components/useAction';
import type { ManagedProject } from '../../domain/management';
import { useServices } from '../services';
import { GuidelinesVersions } from './GuidelinesVersions';
import { useTexts } from './texts';

/** What raters are told: the text, and its versions. */
export function GuidelinesTab({ project }: { readonly project: ManagedProject }) {
  const t = useTexts();
  const { management } = useServices();
  const queries = useQueryClient();
  const [text, setText] = useState(project.guidelines);
  const versions = useQuery({
    queryKey: ['guidelines', project.id, project.guidelinesVersion],
    queryFn: () => management.guidelines(project.id),
  });
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      queries.setQueryData(
        ['project', project.id],
        await management.change(project.id, { guidelines: text }),
      );
    }, [queries, management, project.id, text]),
  );
  const changed = text !== project.guidelines;
  return (
    <>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <TextField
          label={t('guidelinesLabel', { version: project.guidelinesVersion })}
          hint={t('guidelinesHint')}
          rows={14}
          dir="auto"
          maxLength={100_000}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
        <Alert problem={problem} />
        <div className="actions">
          {changed && (
            <button
              type="button"
              className="button quiet"
              onClick={() => {
                setText(project.guidelines);
              }}
            >
              {t('discard')}
            </button>
          )}
          <button className="button primary" disabled={busy || !changed}>
            {busy ? t('saving') : t('saveGuidelines')}
          </button>
        </div>
      </form>
      <Alert problem={versions.error} retry={() => void versions.refetch()} />
      {versions.data && versions.data.length > 1 && <GuidelinesVersions versions={versions.data} />}
    </>
  );
}
