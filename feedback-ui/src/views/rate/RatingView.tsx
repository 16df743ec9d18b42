import { useState } from 'react';
import { useLocation } from 'wouter';
import { PLAIN_FORM } from '../../domain/form';
import { CHOICES, type Command, type KeyAction } from '../../domain/keys';
import type { Project } from '../../domain/project';
import type { FeedbackService } from '../../domain/service';
import type { Session } from '../../domain/session';
import { heldIn } from '../../usecases/deskState';
import { DeskFoot } from './DeskFoot';
import { DeskSheet } from './DeskSheet';
import { ItemDialog, type Asked } from './ItemDialog';
import { KeySheet } from './KeySheet';
import { ProgressMeter } from './ProgressMeter';
import { SignInAgain } from './SignInAgain';
import { TopBar } from './TopBar';
import { goToNextQuestion, placeByKey } from './questions';
import { useComment } from './useComment';
import { useChosenKeys } from './useChosenKeys';
import { useKeys } from './useKeys';
import { isPart, useLook } from './useLook';
import { useRatingDesk } from './useRatingDesk';

interface RatingViewProps {
  readonly service: FeedbackService;
  readonly project: Project;
  readonly session: Session;
}

export function RatingView({ service, project, session }: RatingViewProps) {
  const [desk, state] = useRatingDesk(service, project.id, session.id);
  const [keys, setKeys] = useChosenKeys(session.id);
  const look = useLook(project.id);
  const comment = useComment(state.phase);
  const [help, setHelp] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const [, go] = useLocation();
  const held = heldIn(state.phase);
  const form = held?.assignment.form ?? PLAIN_FORM;

  const perform = (command: Command): void => {
    const choice = CHOICES[command];
    if (choice) {
      void desk.rate(choice);
      return;
    }
    if (isPart(command)) {
      look.toggle(command);
      return;
    }
    const others: Readonly<Partial<Record<Command, () => void>>> = {
      undo: () => void desk.undo(),
      help: () => {
        setHelp(true);
      },
      rest: () => void (state.phase.kind === 'resting' ? desk.retry() : desk.rest()),
      comment: comment.open,
      next: goToNextQuestion,
      flag: () => {
        setAsked(held && { what: 'flag', assignment: held.assignment });
      },
      why: () => {
        setAsked(held && { what: 'why', assignment: held.assignment });
      },
      history: () => {
        go(`/mine/in/${project.id}`);
      },
    };
    others[command]?.();
  };
  const act = (action: KeyAction): void => {
    if (action.kind === 'command') {
      perform(action.command);
    } else if (action.kind === 'send') {
      void desk.send();
    } else if (held) {
      desk.write(placeByKey(held.draft, action.place));
    }
  };
  useKeys(keys, form.task, act);

  return (
    <div className="rating-page">
      <TopBar title={project.name}>
        <ProgressMeter progress={state.progress} />
      </TopBar>
      <main className="desk">
        <DeskSheet
          state={state}
          look={look}
          project={project.id}
          guidelines={project.guidelines}
          onWrite={(draft) => {
            desk.write(draft);
          }}
          onRetry={() => void desk.retry()}
        />
      </main>
      <DeskFoot {...{ state, keys, desk, comment, perform }} />
      {help && (
        <KeySheet
          keys={keys}
          task={form.task}
          onChange={setKeys}
          onClose={() => {
            setHelp(false);
          }}
        />
      )}
      {asked && (
        <ItemDialog
          asked={asked}
          desk={desk}
          held={held?.assignment.leaseId}
          onClose={() => {
            setAsked(undefined);
          }}
        />
      )}
      {state.signedOut && (
        <SignInAgain
          service={service}
          session={session}
          onSignedIn={() => void desk.signedInAgain()}
        />
      )}
    </div>
  );
}
