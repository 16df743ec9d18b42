import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { Alert } from '../../components/Alert';
import { toProblem } from '../../domain/problem';
import { useServices } from '../services';
import { useSession, useSessionControls } from '../session';
import { Lost } from '../shell/Lost';
import { Shell } from '../shell/Shell';
import { RatingView } from './RatingView';

/** The desk of the project that the address names. */
export default function RateScreen() {
  const { id } = useParams<{ id: string }>();
  const { feedback } = useServices();
  const session = useSession();
  const { ended } = useSessionControls();
  const projects = useQuery({ queryKey: ['projects'], queryFn: () => feedback.projects() });
  const project = projects.data?.find((candidate) => candidate.id === id);
  if (project) {
    return (
      <RatingView
        key={project.id}
        service={feedback}
        project={project}
        owner={session.name}
        onSessionEnded={ended}
      />
    );
  }
  return (
    <Shell area={undefined}>
      {projects.data && <Lost />}
      {projects.error && (
        <div className="sheet">
          <Alert
            sentence={toProblem(projects.error).sentence}
            retry={() => void projects.refetch()}
          />
        </div>
      )}
    </Shell>
  );
}
