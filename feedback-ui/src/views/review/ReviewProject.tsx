import { useQuery } from '@tanstack/react-query';
import { useLocation, useParams } from 'wouter';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import type { Project } from '../../domain/project';
import { mayReviewAll, REVIEW_KINDS } from '../../domain/review';
import { useServices } from '../services';
import { useSession } from '../session';
import { StandingView } from '../standing/StandingView';
import { RatersView } from './RatersView';
import { ReviewListView } from './ReviewListView';
import { ReviewTabs } from './ReviewTabs';
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
  const other = (['raters', 'standing'] as const).find((name) => path.endsWith(`/${name}`));
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
                go(`/review/${event.target.value}/${other ?? shown.toLowerCase()}`);
              }}
            >
              {projects.data.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          {other === 'raters' && <RatersView key={chosen} project={chosen} />}
          {other === 'standing' && (
            <>
              <ReviewTabs project={chosen} here="standing" counts={undefined} />
              <StandingView key={chosen} project={chosen} />
            </>
          )}
          {other === undefined && (
            <ReviewListView key={`${chosen} ${shown}`} project={chosen} kind={shown} />
          )}
        </>
      )}
    </>
  );
}
