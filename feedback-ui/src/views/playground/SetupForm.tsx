import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { TextField } from '../../components/TextField';
import type { Model } from '../../domain/playground';
import type { Project } from '../../domain/project';
import { Choose } from '../operate/Choose';
import { SamplingFields } from './SamplingFields';
import { usePlaygroundTexts } from './texts';
import { keepSetup, type Setup } from './setup';
import type { Begin } from './useBegin';

interface SetupFormProps {
  readonly projects: readonly Project[];
  readonly models: readonly Model[];
  readonly setup: Setup;
  readonly begin: Begin;
  readonly onChange: (setup: Setup) => void;
}

/** Which two models are to answer, how they are sampled, and the first question. */
export function SetupForm({ projects, models, setup, begin, onChange }: SetupFormProps) {
  const t = usePlaygroundTexts();
  const [question, setQuestion] = useState('');
  const first = models[0]?.id ?? '';
  const known = (id: string): boolean => models.some((model) => model.id === id);
  const shown: Setup = {
    ...setup,
    project: projects.some(({ id }) => id === setup.project)
      ? setup.project
      : (projects[0]?.id ?? ''),
    one: known(setup.one) ? setup.one : first,
    other: known(setup.other) ? setup.other : (models.at(-1)?.id ?? first),
  };
  const change = (changed: Partial<Setup>): void => {
    const next = { ...shown, ...changed };
    keepSetup(next);
    onChange(next);
  };
  const options = models.map(({ id, name, checkpointId }) => ({
    value: id,
    text: checkpointId === undefined ? `${name} (${id})` : t('channel', { channel: id, name }),
  }));
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        change({});
        begin.mutate({
          messages: [{ role: 'user', content: question }],
          projectId: shown.project,
        });
      }}
    >
      <div className="two">
        <Choose
          label={t('one')}
          value={shown.one}
          options={options}
          onChange={(one) => {
            change({ one });
          }}
        />
        <Choose
          label={t('other')}
          value={shown.other}
          options={options}
          onChange={(other) => {
            change({ other });
          }}
        />
      </div>
      <Choose
        label={t('project')}
        value={shown.project}
        options={projects.map(({ id, name }) => ({ value: id, text: name }))}
        onChange={(project) => {
          change({ project });
        }}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={shown.blind}
          onChange={(event) => {
            change({ blind: event.target.checked });
          }}
        />
        <span>{t('blind')}</span>
      </label>
      <SamplingFields setup={shown} onChange={change} />
      <TextField
        label={t('question')}
        rows={3}
        required
        dir="auto"
        value={question}
        onChange={(event) => {
          setQuestion(event.target.value);
        }}
      />
      <Alert problem={begin.error} />
      <div className="actions">
        <button className="button primary" disabled={begin.isPending || question.trim() === ''}>
          {t('ask')}
        </button>
      </div>
    </form>
  );
}
