import { useQueries, useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../components/EmptyState';
import type { Project } from '../../domain/project';
import type { Retraining } from '../../domain/retraining';
import { Problem } from '../operate/Problem';
import { useServices } from '../services';
import { NowText } from './NowText';
import { useTexts } from './texts';

const RENEWED_MS = 10_000;

/** Every project with what would be decided on it now. */
export function PolicyListView() {
  const t = useTexts();
  const { feedback, retraining } = useServices();
  const projects = useQuery({ queryKey: ['projects'], queryFn: () => feedback.projects() });
  const states = useQueries({
    queries: (projects.data ?? []).map(({ id }) => ({
      queryKey: ['retraining', id],
      queryFn: () => retraining.retraining(id),
      refetchInterval: RENEWED_MS,
    })),
  });
  const failed = states.find(({ error }) => error !== null);
  return (
    <div className="sheet broad">
      <h1>{t('title')}</h1>
      <p>{t('about')}</p>
      <Problem
        error={projects.error ?? failed?.error ?? null}
        retry={() => (failed ?? projects).refetch()}
      />
      {projects.data?.length === 0 && (
        <EmptyState title={t('noProject')} sentence={t('noProjectNext')} />
      )}
      {projects.data && projects.data.length > 0 && (
        <PolicyTable projects={projects.data} states={states.map(({ data }) => data)} />
      )}
    </div>
  );
}

interface PolicyTableProps {
  readonly projects: readonly Project[];
  readonly states: readonly (Retraining | undefined)[];
}

function PolicyTable({ projects, states }: PolicyTableProps) {
  const t = useTexts();
  return (
    <div className="table-scroll">
      <table className="data">
        <caption className="visually-hidden">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('project')}</th>
            <th scope="col">{t('policy')}</th>
            <th scope="col">{t('now')}</th>
          </tr>
        </thead>
        <tbody>
          {projects.map(({ id, name }, index) => {
            const state = states[index];
            return (
              <tr key={id}>
                <th scope="row">
                  <a href={`#/retraining/${id}`}>{name}</a>
                </th>
                <td>
                  {state && (state.usual ? t('usual') : t('own', { version: state.version }))}
                </td>
                <td>{state && <NowText now={state.now} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
