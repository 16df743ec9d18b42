import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { TextField } from '../../components/TextField';
import { RichText } from '../../components/text/RichText';
import type { ManagedProject } from '../../domain/management';
import { useServices } from '../services';
import { GuidelinesVersions } from './GuidelinesVersions';
import { useTexts } from './texts';
import { useProjectChange } from './useProjectChange';

/** What raters are told: the text, and its versions. */
export function GuidelinesTab({ project }: { readonly project: ManagedProject }) {
  const t = useTexts();
  const { management } = useServices();
  const [text, setText] = useState(project.guidelines);
  const versions = useQuery({
    queryKey: ['guidelines', project.id, project.guidelinesVersion],
    queryFn: () => management.guidelines(project.id),
  });
  const { run, busy, problem, lookAgain } = useProjectChange(project);
  const changed = text !== project.guidelines;
  return (
    <>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void run({ guidelines: text });
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
        <Alert problem={problem} retry={lookAgain} retryLabel={t('lookAgain')} />
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
      {text.trim() !== '' && (
        <section aria-labelledby="guidelines-shown">
          <h2 id="guidelines-shown">{t('guidelinesShown')}</h2>
          <RichText source={text} level={3} />
        </section>
      )}
      {versions.data && versions.data.length > 1 && <GuidelinesVersions versions={versions.data} />}
    </>
  );
}
