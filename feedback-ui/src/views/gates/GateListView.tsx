import { useQueries, useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../components/EmptyState';
import { gatesOf, type ProjectGates } from '../../domain/gates';
import type { Project } from '../../domain/project';
import { useFormats } from '../../i18n/useFormats';
import { Problem } from '../operate/Problem';
import { useServices } from '../services';
import { useTexts } from './texts';

/** Every project with the gates that its checkpoints go through. */
export function GateListView() {
  const t = useTexts();
  const { feedback, gates } = useServices();
  const projects = useQuery({ queryKey: ['projects'], queryFn: () => feedback.projects() });
  const all = useQueries({
    queries: (projects.data ?? []).map(({ id }) => ({
      queryKey: ['gates', id],
      queryFn: () => gates.gates(id),
    })),
  });
  const failed = all.find(({ error }) => error !== null);
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
        <GateTable projects={projects.data} gates={all.map(({ data }) => data)} />
      )}
    </div>
  );
}

interface GateTableProps {
  readonly projects: readonly Project[];
  readonly gates: readonly (ProjectGates | undefined)[];
}

function GateTable({ projects, gates }: GateTableProps) {
  const t = useTexts();
  const { list, number } = useFormats();
  return (
    <div className="table-scroll">
      <table className="data">
        <caption className="visually-hidden">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('project')}</th>
            <th scope="col">{t('gatesShown')}</th>
            <th scope="col">{t('people')}</th>
          </tr>
        </thead>
        <tbody>
          {projects.map(({ id, name }, index) => {
            const policy = gates[index]?.policy;
            const kinds = gatesOf(policy);
            return (
              <tr key={id}>
                <th scope="row">
                  <a href={`#/gates/${id}`}>{name}</a>
                </th>
                <td>
                  {gates[index] &&
                    (kinds.length === 0 ? t('none') : list(kinds.map((kind) => t(`kind-${kind}`))))}
                </td>
                <td>{policy?.approval ? number(policy.approval.people) : t('nobody')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
