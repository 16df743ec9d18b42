import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import type { Retraining } from '../../domain/retraining';
import { useServices } from '../services';
import { draftOf, policyOf, type PolicyDraft } from './draft';
import { FollowFields } from './FollowFields';
import { LimitFields } from './LimitFields';
import { QuietFields } from './QuietFields';
import { RewardFields } from './RewardFields';
import { useTexts } from './texts';

const CHANGED_MEANWHILE = 412;

interface PolicyFormProps {
  readonly project: string;
  readonly state: Retraining;
}

/** Changes when a project trains again. */
export function PolicyForm({ project, state }: PolicyFormProps) {
  const t = useTexts();
  const { retraining } = useServices();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(state));
  const [reason, setReason] = useState('');
  const change = useCallback((part: Partial<PolicyDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
  }, []);
  const { run, busy, problem } = useAction(
    useCallback(
      async (again: boolean) => {
        const changed = again
          ? await retraining.reset(project, state.version)
          : await retraining.change(project, state.version, policyOf(draft, state.policy), reason);
        queries.setQueryData(['retraining', project], changed);
        setDraft(draftOf(changed));
        setReason('');
      },
      [retraining, queries, project, state, draft, reason],
    ),
  );
  return (
    <form
      className="panel"
      aria-labelledby="policy"
      onSubmit={(event) => {
        event.preventDefault();
        void run(false);
      }}
    >
      <h2 id="policy">{t('policy')}</h2>
      <RewardFields draft={draft} onChange={change} />
      <FollowFields draft={draft} onChange={change} />
      <LimitFields draft={draft} onChange={change} />
      <QuietFields draft={draft} onChange={change} />
      <Field
        label={t('why')}
        maxLength={2000}
        value={reason}
        onChange={(event) => {
          setReason(event.target.value);
        }}
      />
      <Alert
        problem={problem}
        retry={
          problem?.status === CHANGED_MEANWHILE
            ? () => void queries.invalidateQueries({ queryKey: ['retraining', project] })
            : undefined
        }
        retryLabel={t('lookAgain')}
      />
      <div className="actions">
        {!state.usual && (
          <button type="button" className="button" disabled={busy} onClick={() => void run(true)}>
            {t('reset')}
          </button>
        )}
        <button className="button primary" disabled={busy}>
          {t(busy ? 'saving' : 'save')}
        </button>
      </div>
    </form>
  );
}
