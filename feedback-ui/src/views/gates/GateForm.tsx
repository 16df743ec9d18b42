import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { TextField } from '../../components/TextField';
import { useAction } from '../../components/useAction';
import { policyIn, policyText, type GatePolicy, type ProjectGates } from '../../domain/gates';
import { useServices } from '../services';
import { GateFields } from './GateFields';
import { useTexts } from './texts';

const CHANGED_MEANWHILE = 412;
const EDITOR_ROWS = 18;

interface GateFormProps {
  readonly project: string;
  readonly state: ProjectGates;
}

/** Changes what checkpoints must show: the usual things in fields, all of it as JSON. */
export function GateForm({ project, state }: GateFormProps) {
  const t = useTexts();
  const { gates } = useServices();
  const queries = useQueryClient();
  const [text, setText] = useState(() => policyText(state.policy));
  const [reason, setReason] = useState('');
  const policy = policyIn(text);
  const { run, busy, problem } = useAction(
    useCallback(
      async (to: GatePolicy | undefined) => {
        const changed =
          to === undefined
            ? await gates.remove(project, state.version)
            : await gates.change(project, state.version, to, reason);
        queries.setQueryData(['gates', project], changed);
        await queries.invalidateQueries({ queryKey: ['gate-attempts', project] });
      },
      [gates, queries, project, state.version, reason],
    ),
  );
  return (
    <form
      className="panel"
      aria-labelledby="change"
      onSubmit={(event) => {
        event.preventDefault();
        if (policy) {
          void run(policy);
        }
      }}
    >
      <h2 id="change">{t('change')}</h2>
      {policy && (
        <GateFields
          policy={policy}
          onChange={(changed) => {
            setText(policyText(changed));
          }}
        />
      )}
      <details className="fold gate-json">
        <summary>{t('asJson')}</summary>
        <TextField
          label={t('json')}
          hint={t('jsonHint')}
          rows={EDITOR_ROWS}
          spellCheck={false}
          aria-invalid={policy === undefined}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
      </details>
      <Alert sentence={policy === undefined ? t('noJson') : undefined} />
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
            ? () => void queries.invalidateQueries({ queryKey: ['gates', project] })
            : undefined
        }
        retryLabel={t('lookAgain')}
      />
      <div className="actions">
        {state.policy !== undefined && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void run(undefined)}
          >
            {t('remove')}
          </button>
        )}
        <button className="button primary" disabled={busy || policy === undefined}>
          {t(busy ? 'saving' : 'save')}
        </button>
      </div>
    </form>
  );
}
