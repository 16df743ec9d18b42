import { useCallback, useEffect, useState } from 'react';
import { useAction } from '../components/useAction';
import { sessionEnded, toProblem, type Problem } from '../domain/problem';
import type { Project } from '../domain/project';
import type { FeedbackService } from '../domain/service';
import { mayCreateProjects, mayRate, type Session } from '../domain/session';
import { ProjectsView } from './ProjectsView';
import { forgetAddress, goTo, useAddress, type Address } from './projectAddress';
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

/** The project that the address names, or the only one there is when it names nothing. */
function projectAt(address: Address, projects: readonly Project[]): Project | undefined {
  switch (address.kind) {
    case 'start':
      return projects.length === 1 ? projects[0] : undefined;
    case 'project':
      return projects.find((project) => project.id === address.id);
    case 'list':
    case 'unreadable':
      return undefined;
  }
}

/** What a person is told whose address leads nowhere. */
function noticeFor(address: Address, projects: readonly Project[]): string | undefined {
  const lost =
    address.kind === 'unreadable' ||
    (address.kind === 'project' && !projectAt(address, projects) && projects.length > 0);
  return lost
    ? 'This address leads to no project of yours. Here are those that you can open.'
    : undefined;
}

/** A signed-in person's work: the list of projects, or the one that they rate in. */
export function WorkView({ service, session, onSessionEnded, onSignedOut }: WorkViewProps) {
  const [loaded, setLoaded] = useState<Loaded>({});
  const address = useAddress();

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
  const chosen = mayRate(session) && projects ? projectAt(address, projects) : undefined;

  const signOut = useAction(
    useCallback(async () => {
      await service.signOut();
      forgetAddress();
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
                goTo(undefined);
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
      notice={projects && noticeFor(address, projects)}
      account={account}
      onRetry={load}
      onChoose={(project) => {
        goTo(project.id);
      }}
    />
  );
}
