import { useId, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import type { Annotators, ManagedProject } from '../../domain/management';
import { OverlapPart } from '../trust/OverlapPart';
import { CopyPart } from './CopyPart';
import { LifePart } from './LifePart';
import { useTexts } from './texts';
import { useProjectChange } from './useProjectChange';

/** What can be changed about a project, and what ends it. */
export function SettingsTab({ project }: { readonly project: ManagedProject }) {
  return (
    <>
      <ChangeForm project={project} />
      <OverlapPart project={project.id} ratings={project.ratingsPerItem} />
      <CopyPart project={project} />
      <LifePart project={project} />
    </>
  );
}

function ChangeForm({ project }: { readonly project: ManagedProject }) {
  const t = useTexts();
  const who = useId();
  const [typed, setTyped] = useState({
    name: project.name,
    ratings: String(project.ratingsPerItem),
    annotators: project.annotators,
  });
  const { run, busy, problem, saved, touch, lookAgain } = useProjectChange(project);
  const change = (part: Partial<typeof typed>) => {
    setTyped({ ...typed, ...part });
    touch();
  };
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        const { name, ratings, annotators } = typed;
        void run({ name: name.trim(), ratingsPerItem: Number(ratings), annotators });
      }}
    >
      <Field
        label={t('name')}
        required
        maxLength={200}
        value={typed.name}
        onChange={(event) => {
          change({ name: event.target.value });
        }}
      />
      <Field
        label={t('ratingsPerItem')}
        hint={t('ratingsPerItemHint')}
        type="number"
        min={1}
        max={100}
        required
        value={typed.ratings}
        onChange={(event) => {
          change({ ratings: event.target.value });
        }}
      />
      <div className="field">
        <label htmlFor={who}>{t('whoRates')}</label>
        <select
          id={who}
          className="choice"
          value={typed.annotators}
          onChange={(event) => {
            change({ annotators: event.target.value as Annotators });
          }}
        >
          <option value="ALL">{t('whoAll')}</option>
          <option value="MEMBERS">{t('whoMembers')}</option>
        </select>
      </div>
      <Alert problem={problem} retry={lookAgain} retryLabel={t('lookAgain')} />
      <div className="actions">
        <span role="status">{saved && t('saved')}</span>
        <button className="button primary" disabled={busy}>
          {busy ? t('saving') : t('save')}
        </button>
      </div>
    </form>
  );
}
