import { useQuery } from '@tanstack/react-query';
import { useLocation, useParams } from 'wouter';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import type { Project } from '../../domain/project';
import { mayReviewAll, REVIEW_KINDS } from '../../domain/review';
import { useServices } from '../services';
import { useSession } from '../session';
import { RatersView } from './RatersView';
import { ReviewListView } from './ReviewListView';
import { useTexts } from './texts';

/** What there is to review in a project. */
export function ReviewProject() {
  const t = useTexts();
  const { feedback, management } = useServices();
  const all = mayReviewAll(useSession());
  const [path, go] = useLocation();
  const { project, kind } = useParams<{ project?: string; kind?: string }>();
  const projects = useQuery<readonly Project[]>({
    queryKey: all ? ['projects'] : ['projects', 'managed', false],
    queryFn: () => (all ? feedback.projects() : management.managed(false)),
  });
  const chosen = project ?? projects.data?.[0]?.id;
  const raters = path.endsWith('/raters');
  const shown = REVIEW_KINDS.find((known) => known.toLowerCase() === kind) ?? 'FLAGGED';
  return (
    <>
      <h1>{t('title')}</h1>
      <Alert problem={projects.error} retry={() => void projects.refetch()} />
      {projects.data?.length === 0 && (
        <EmptyState title={t('noProject')} sentence={t('noProjectLead')} />
      )}
      {projects.data && chosen !== undefined && (
        <>
          <label className="inline-field">
            {t('project')}
            <select
              className="choice"
              value={chosen}
              onChange={(event) => {
                go(`/review/${event.target.value}/${raters ? 'raters' : shown.toLowerCase()}`);
              }}
            >
              {projects.data.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          {raters ? (
            <RatersView key={chosen} project={chosen} />
          ) : (
            <ReviewListView key={`${chosen} ${shown}`} project={chosen} kind={shown} />
          )}
        </>
      )}
    </>
  );
}
