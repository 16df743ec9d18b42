import { useCallback, useEffect, useState } from 'react';
import { useAction } from '../components/useAction';
import type { ApprovalDesk } from '../domain/approvalDesk';
import { sessionEnded, type Problem } from '../domain/problem';
import type { PromptLibrary } from '../domain/promptLibrary';
import { mayReadPrompts } from '../domain/prompts';
import type { FeedbackService } from '../domain/service';
import { mayCreateProjects, mayRate, type Session } from '../domain/session';
import { forgetDrafts } from '../usecases/drafts';
import { ApprovalScreen } from './approvals/ApprovalScreen';
import { ProjectsView } from './ProjectsView';
import { forgetAddress, goTo, useAddress } from './projectAddress';
import { loadProjects, noticeFor, projectAt, type Loaded } from './projectChoice';
import { PromptScreen } from './prompts/PromptScreen';
import { RatingView } from './RatingView';

interface WorkViewProps {
  readonly service: FeedbackService;
  readonly library: PromptLibrary;
  readonly approvals: ApprovalDesk;
  readonly session: Session;
  readonly onSessionEnded: (problem: Problem) => void;
  readonly onSignedOut: () => void;
}

/** A signed-in person's work: the list of projects, or the one that they rate in. */
export function WorkView(props: WorkViewProps) {
  const { service, session, onSessionEnded, onSignedOut } = props;
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
      forgetDrafts();
      onSignedOut();
    }, [service, onSignedOut]),
  );
  const account = {
    name: session.name,
    signingOut: signOut.busy,
    signOutFailure: signOut.problem?.sentence,
    onSignOut: () => void signOut.run(),
  };

  if (address.kind === 'prompts' && mayReadPrompts(session)) {
    return (
      <PromptScreen
        library={props.library}
        session={session}
        place={address.place}
        account={account}
        onSessionEnded={onSessionEnded}
      />
    );
  }
  if (address.kind === 'approvals' && mayReadPrompts(session)) {
    return (
      <ApprovalScreen
        desk={props.approvals}
        session={session}
        place={address.place}
        account={account}
        onSessionEnded={onSessionEnded}
      />
    );
  }
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
