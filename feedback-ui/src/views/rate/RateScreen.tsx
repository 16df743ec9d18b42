import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { Alert } from '../../components/Alert';
import { mayCreateProjects } from '../../domain/session';
import { NoticeNews } from '../notice/NoticeNews';
import { IN_PLACE } from '../queries';
import { useServices } from '../services';
import { useSession } from '../session';
import { Lost } from '../shell/Lost';
import { Shell } from '../shell/Shell';
import { AnswersAwaited } from './AnswersAwaited';
import { GuidelinesNews } from './GuidelinesNews';
import { RatingView } from './RatingView';

/** The desk of the project that the address names. */
export default function RateScreen() {
  const { id } = useParams<{ id: string }>();
  const { feedback } = useServices();
  const session = useSession();
  const projects = useQuery({
    queryKey: ['projects'],
    queryFn: () => feedback.projects(),
    meta: IN_PLACE,
  });
  const project = projects.data?.find((candidate) => candidate.id === id);
  if (project) {
    return (
      <AnswersAwaited project={project.id} manages={mayCreateProjects(session)}>
        <RatingView key={project.id} service={feedback} project={project} session={session} />
        <GuidelinesNews project={project.id} />
        <NoticeNews project={project.id} guidelines={project.guidelines} />
      </AnswersAwaited>
    );
  }
  return (
    <Shell area={undefined}>
      {projects.data && <Lost />}
      {projects.error && (
        <div className="sheet">
          <Alert problem={projects.error} retry={() => void projects.refetch()} />
        </div>
      )}
    </Shell>
  );
}
