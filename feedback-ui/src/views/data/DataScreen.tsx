import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import { Tabs } from '../../components/Tabs';
import type { Project } from '../../domain/project';
import '../../styles/data.css';
import { useServices } from '../services';
import { ExportView } from './ExportView';
import { ImportView } from './ImportView';
import { useTexts } from './texts';
import { WebhooksView } from './WebhooksView';

/** What goes out of projects and comes in: the address says of which one, and what. */
export default function DataScreen() {
  const t = useTexts();
  const { management } = useServices();
  const [path] = useLocation();
  const [, , project, part = ''] = path.split('/');
  const projects = useQuery({
    queryKey: ['projects', 'managed', false],
    queryFn: () => management.managed(false),
  });
  const here = projects.data?.find(({ id }) => id === project);
  return (
    <div className="sheet broad">
      <Alert
        problem={projects.error}
        retry={() => void projects.refetch()}
        retryLabel={t('again')}
      />
      {projects.data && !here && (
        <>
          <h1>{t('title')}</h1>
          {project !== undefined && (
            <p className="notice" role="status">
              {t('lost')}
            </p>
          )}
          <Choice projects={projects.data} />
        </>
      )}
      {here && <Parts key={here.id} project={here} part={part} />}
    </div>
  );
}

function Choice({ projects }: { readonly projects: readonly Project[] }) {
  const t = useTexts();
  if (projects.length === 0) {
    return (
      <EmptyState title={t('noProjects')} sentence={t('noProjectsHint')}>
        <a className="button primary" href="#/projects">
          {t('toProjects')}
        </a>
      </EmptyState>
    );
  }
  return (
    <ul className="projects">
      {projects.map(({ id, name }) => (
        <li key={id}>
          <a className="project" href={`#/data/${id}`}>
            <strong>{name}</strong>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Parts({ project, part }: { readonly project: Project; readonly part: string }) {
  const t = useTexts();
  const root = `#/data/${project.id}`;
  return (
    <>
      <p className="crumb">
        <a href="#/data">{t('title')}</a>
      </p>
      <h1>{project.name}</h1>
      <Tabs
        label={t('title')}
        here={part === '' ? root : `${root}/${part}`}
        tabs={[
          { href: root, text: t('export') },
          { href: `${root}/import`, text: t('import') },
          { href: `${root}/webhooks`, text: t('webhooks') },
        ]}
      />
      {part === '' && <ExportView projectId={project.id} />}
      {part === 'import' && <ImportView projectId={project.id} />}
      {part === 'webhooks' && <WebhooksView projectId={project.id} />}
    </>
  );
}
