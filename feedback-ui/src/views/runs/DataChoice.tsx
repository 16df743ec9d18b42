import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { formOf } from '../../domain/runs';
import { useFormats } from '../../i18n/useFormats';
import { Choose } from '../operate/Choose';
import { useOperatorTexts } from '../operate/texts';
import { useServices } from '../services';

interface DataChoiceProps {
  readonly recipe: string;
  readonly sha256: string;
  readonly onChange: (sha256: string) => void;
}

/** What a run learns from: a project's data as they were at a moment, kept before or now. */
export function DataChoice({ recipe, sha256, onChange }: DataChoiceProps) {
  const t = useOperatorTexts();
  const formats = useFormats();
  const { feedback, operator } = useServices();
  const queries = useQueryClient();
  const form = formOf(recipe);
  const [chosen, setChosen] = useState('');
  const projects = useQuery({ queryKey: ['projects'], queryFn: () => feedback.projects() });
  const project = chosen === '' ? (projects.data?.[0]?.id ?? '') : chosen;
  const queryKey = ['snapshots', project];
  const snapshots = useQuery({
    queryKey,
    queryFn: () => operator.snapshots(project),
    enabled: project !== '',
  });
  const made = useMutation({
    mutationFn: () => operator.keepSnapshot(project, form),
    onSuccess: async (snapshot) => {
      await queries.invalidateQueries({ queryKey });
      onChange(snapshot.sha256);
    },
  });
  const fitting = (snapshots.data ?? []).filter((one) => one.form === form);
  const listed = sha256 === '' || fitting.some((one) => one.sha256 === sha256);
  return (
    <fieldset className="data-choice">
      <legend>{t('data')}</legend>
      <p className="hint">{t(`learnsFrom-${form}` as never)}</p>
      <Choose
        label={t('dataProject')}
        value={project}
        options={(projects.data ?? []).map(({ id, name }) => ({ value: id, text: name }))}
        onChange={(id) => {
          setChosen(id);
          onChange('');
        }}
      />
      <Choose
        label={t('snapshot')}
        value={sha256}
        options={[
          { value: '', text: t(recipe === 'sft' ? 'allWritten' : 'noSnapshot') },
          ...fitting.map((one) => ({
            value: one.sha256,
            text: t('snapshotOf', { rows: one.rows, at: formats.dateTime(one.madeAt) }),
          })),
          ...(listed ? [] : [{ value: sha256, text: sha256 }]),
        ]}
        onChange={onChange}
      />
      <div className="actions">
        <button
          type="button"
          className="button"
          disabled={project === '' || made.isPending}
          onClick={() => {
            made.mutate();
          }}
        >
          {t(made.isPending ? 'keepingSnapshot' : 'keepSnapshot')}
        </button>
      </div>
      <Alert problem={made.error ?? snapshots.error ?? projects.error} />
      <details className="fold">
        <summary>{t('otherArtifact')}</summary>
        <Field
          label={t('artifact')}
          hint={t('dataHint')}
          pattern="[0-9a-f]{64}"
          value={sha256}
          onChange={(event) => {
            onChange(event.target.value.trim());
          }}
        />
      </details>
    </fieldset>
  );
}
