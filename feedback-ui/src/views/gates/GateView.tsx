import { useQuery } from '@tanstack/react-query';
import type { ProjectGates } from '../../domain/gates';
import { useFormats } from '../../i18n/useFormats';
import { Problem } from '../operate/Problem';
import { useWho } from '../operate/useWho';
import { useServices } from '../services';
import { AttemptList } from './AttemptList';
import { GateForm } from './GateForm';
import { PolicySays } from './PolicySays';
import { useTexts } from './texts';

const RENEWED_MS = 5_000;

/** What checkpoints of a project must show, what they came to, and another policy. */
export function GateView({ id }: { readonly id: string }) {
  const t = useTexts();
  const { feedback, gates } = useServices();
  const projects = useQuery({ queryKey: ['projects'], queryFn: () => feedback.projects() });
  const state = useQuery({ queryKey: ['gates', id], queryFn: () => gates.gates(id) });
  const attempts = useQuery({
    queryKey: ['gate-attempts', id],
    queryFn: () => gates.attempts(id),
    refetchInterval: RENEWED_MS,
  });
  return (
    <div className="sheet">
      <a className="link back" href="#/gates">
        {t('all')}
      </a>
      <h1>{projects.data?.find((project) => project.id === id)?.name ?? id}</h1>
      <Problem
        error={state.error ?? attempts.error}
        retry={() => (state.error ? state : attempts).refetch()}
      />
      {state.data && <Holds state={state.data} />}
      {attempts.data && <AttemptList project={id} attempts={attempts.data} />}
      {state.data && <GateForm key={state.data.version} project={id} state={state.data} />}
    </div>
  );
}

function Holds({ state }: { readonly state: ProjectGates }) {
  const t = useTexts();
  const who = useWho();
  const { dateTime } = useFormats();
  const { version, changedBy, changedAt } = state;
  return (
    <section className="panel" aria-labelledby="holds">
      <h2 id="holds">{t('holds')}</h2>
      <PolicySays policy={state.policy} />
      {changedAt !== undefined && (
        <p className="hint">
          {t('changed', { version, who: who(changedBy), at: dateTime(changedAt) })}
        </p>
      )}
    </section>
  );
}
