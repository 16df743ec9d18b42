import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import '../../styles/manage.css';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import { mayCreateProjects } from '../../domain/session';
import { useServices } from '../services';
import { useSession } from '../session';
import { ProjectRow } from './ProjectRow';
import { RateTooNotice } from './RateTooNotice';
import { useTexts } from './texts';

/** The projects that somebody sees, and what they may do in each. */
export default function ProjectsScreen() {
  const t = useTexts();
  const archived = useLocation()[0] === '/projects/archived';
  const { feedback, management } = useServices();
  const session = useSession();
  const seen = useQuery({
    queryKey: ['projects'],
    queryFn: () => feedback.projects(),
    enabled: !archived,
  });
  const managed = useQuery({
    queryKey: ['projects', 'managed', archived],
    queryFn: () => management.managed(archived),
  });
  const projects = archived ? managed.data : seen.data;
  const error = archived ? managed.error : (seen.error ?? managed.error);
  const mayCreate = mayCreateProjects(session);
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>{archived ? t('archivedTitle') : t('title')}</h1>
        {mayCreate && !archived && projects && projects.length > 0 && (
          <a className="button" href="#/projects/new">
            {t('new')}
          </a>
        )}
      </div>
      <Alert
        problem={error}
        retry={() => {
          void seen.refetch();
          void managed.refetch();
        }}
      />
      {!archived && projects && projects.length > 0 && <RateTooNotice />}
      {projects?.length === 0 && <Nothing archived={archived} mayCreate={mayCreate} />}
      {projects && projects.length > 0 && (
        <ul className="projects">
          {projects.map((project) => (
            <ProjectRow
              key={project.id}
              project={project}
              rates={session.roles.includes('annotator') && !archived}
              manages={managed.data?.some(({ id }) => id === project.id) ?? false}
            />
          ))}
        </ul>
      )}
      <p className="hint">
        {archived ? (
          <a href="#/projects">{t('toActive')}</a>
        ) : (
          (mayCreate || (managed.data?.length ?? 0) > 0) && (
            <a href="#/projects/archived">{t('toArchived')}</a>
          )
        )}
      </p>
    </div>
  );
}

function Nothing({
  archived,
  mayCreate,
}: {
  readonly archived: boolean;
  readonly mayCreate: boolean;
}) {
  const t = useTexts();
  if (archived) {
    return <EmptyState title={t('noneArchivedTitle')} sentence={t('noneArchived')} />;
  }
  if (mayCreate) {
    return (
      <EmptyState title={t('noneTitle')} sentence={t('noneCreate')}>
        <a className="button primary" href="#/projects/new">
          {t('createFirst')}
        </a>
      </EmptyState>
    );
  }
  return <EmptyState title={t('noneTitle')} sentence={t('noneAsk')} />;
}
