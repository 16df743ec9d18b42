import { useCallback, useEffect, useState } from 'react';
import { useAction } from '../components/useAction';
import { sessionEnded, toProblem, type Problem } from '../domain/problem';
import type { Project } from '../domain/project';
import type { FeedbackService } from '../domain/service';
import { mayCreateProjects, mayRate, type Session } from '../domain/session';
import { ProjectsView } from './ProjectsView';
import { projectInAddress, rememberProject } from './projectAddress';
import { RatingView } from './RatingView';

interface WorkViewProps {
  readonly service: FeedbackService;
  readonly session: Session;
  readonly onSessionEnded: (problem: Problem) => void;
  readonly onSignedOut: () => void;
}

interface Loaded {
  readonly projects?: readonly Project[];
  readonly problem?: Problem;
}

async function loadProjects(service: FeedbackService): Promise<Loaded> {
  try {
    return { projects: await service.projects() };
  } catch (thrown) {
    return { problem: toProblem(thrown) };
  }
}

/** The project that the address names, or the only one there is, when this person may rate in it. */
function firstProject(projects: readonly Project[]): Project | undefined {
  const named = projects.find((project) => project.id === projectInAddress());
  return named ?? (projects.length === 1 ? projects[0] : undefined);
}

/** A signed-in person's work: the list of projects, or the one that they rate in. */
export function WorkView({ service, session, onSessionEnded, onSignedOut }: WorkViewProps) {
  const [loaded, setLoaded] = useState<Loaded>({});
  const [choice, setChoice] = useState<{ readonly project: Project | undefined }>();

  const accept = useCallback(
    (found: Loaded) => {
      if (found.problem && sessionEnded(found.problem)) {
        onSessionEnded(found.problem);
      } else {
        setLoaded(found);
      }
    },
    [onSessionEnded],
  );
  const load = (): void => void loadProjects(service).then(accept);

  useEffect(() => {
    void loadProjects(service).then(accept);
  }, [service, accept]);

  const { projects, problem } = loaded;
  const opening = mayRate(session) ? projects && firstProject(projects) : undefined;
  const chosen = choice ? choice.project : opening;
  const choose = (project: Project | undefined): void => {
    rememberProject(project?.id);
    setChoice({ project });
  };

  const signOut = useAction(
    useCallback(async () => {
      await service.signOut();
      rememberProject(undefined);
      onSignedOut();
    }, [service, onSignedOut]),
  );
  const account = {
    name: session.name,
    signingOut: signOut.busy,
    signOutFailure: signOut.problem?.sentence,
    onSignOut: () => void signOut.run(),
  };

  if (chosen) {
    return (
      <RatingView
        key={chosen.id}
        service={service}
        project={chosen}
        account={account}
        onSessionEnded={onSessionEnded}
        onLeave={
          (projects?.length ?? 0) > 1 || mayCreateProjects(session)
            ? () => {
                choose(undefined);
              }
            : undefined
        }
      />
    );
  }
  return (
    <ProjectsView
      service={service}
      session={session}
      projects={projects}
      problem={problem}
      account={account}
      onRetry={load}
      onChoose={choose}
    />
  );
}
