import { useQuery } from '@tanstack/react-query';
import { useCallback, useId, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import { scopesFor, type Scope } from '../../domain/access';
import { isAdministrator } from '../../domain/session';
import { useServices } from '../services';
import { useSession } from '../session';
import { useShellTexts } from '../shell/texts';
import { ScopeChecks } from './ScopeChecks';
import { useTexts } from './texts';

const DAYS = 90;
const MOST_DAYS = 366;

interface NewTokenFormProps {
  readonly onMade: (text: string) => void;
  readonly onCancel: () => void;
}

/** What a token is called, for which project, what it is good for, and for how long. */
export function NewTokenForm({ onMade, onCancel }: NewTokenFormProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const id = useId();
  const { access, management } = useServices();
  const session = useSession();
  const projects = useQuery({
    queryKey: ['projects', 'managed', false],
    queryFn: () => management.managed(false),
  });
  const [name, setName] = useState('');
  const [chosen, setProject] = useState<string>();
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(new Set());
  const [days, setDays] = useState(String(DAYS));
  const project = chosen ?? (isAdministrator(session) ? '' : (projects.data?.[0]?.id ?? ''));
  const possible = scopesFor(project);
  const wanted = possible.filter((scope) => scopes.has(scope));
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      onMade(
        await access.makeToken({
          name: name.trim(),
          scopes: wanted,
          days: Number(days),
          ...(project !== '' && { projectId: project }),
        }),
      );
    }, [access, name, wanted, days, project, onMade]),
  );
  return (
    <form
      className="box"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <h2>{t('new')}</h2>
      <Field
        label={t('name')}
        hint={t('nameHint')}
        required
        maxLength={100}
        autoComplete="off"
        value={name}
        onChange={(event) => {
          setName(event.target.value);
        }}
      />
      <div className="field">
        <label htmlFor={`${id}-project`}>{t('project')}</label>
        <select
          id={`${id}-project`}
          className="choice"
          value={project}
          onChange={(event) => {
            setProject(event.target.value);
          }}
        >
          {isAdministrator(session) && <option value="">{t('allProjects')}</option>}
          {projects.data?.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
      </div>
      <ScopeChecks possible={possible} chosen={scopes} onChange={setScopes} />
      <Field
        label={t('days')}
        type="number"
        min={1}
        max={MOST_DAYS}
        required
        value={days}
        onChange={(event) => {
          setDays(event.target.value);
        }}
      />
      <Alert problem={problem} />
      <div className="actions">
        <button type="button" className="button quiet" onClick={onCancel}>
          {shell('cancel')}
        </button>
        <button className="button primary" disabled={busy || wanted.length === 0}>
          {t('make')}
        </button>
      </div>
    </form>
  );
}
