import { useState } from 'react';
import { KeyHelp } from '../../components/KeyHelp';
import { ProgressMeter } from '../../components/ProgressMeter';
import { TopBar } from './TopBar';
import { useKeys } from '../../components/useKeys';
import type { Problem } from '../../domain/problem';
import type { Project } from '../../domain/project';
import type { FeedbackService } from '../../domain/service';
import { DeskFoot } from './DeskFoot';
import { DeskSheet } from './DeskSheet';
import { useComment } from './useComment';
import { useGuidelinesOpen } from './useGuidelinesOpen';
import { useRatingDesk } from './useRatingDesk';

interface RatingViewProps {
  readonly service: FeedbackService;
  readonly project: Project;
  /** Whose drafts these are. */
  readonly owner: string;
  readonly onSessionEnded: (problem: Problem) => void;
}

export function RatingView(props: RatingViewProps) {
  const { service, project, owner, onSessionEnded } = props;
  const [desk, state] = useRatingDesk(service, project.id, owner, onSessionEnded);
  const comment = useComment(state.phase);
  const [help, setHelp] = useState(false);
  const [guidelinesOpen, setGuidelinesOpen] = useGuidelinesOpen(project.id);

  useKeys((action) => {
    switch (action.kind) {
      case 'rate':
        void desk.rate(action.choice);
        break;
      case 'undo':
        void desk.undo();
        break;
      case 'help':
        setHelp(true);
        break;
      case 'guidelines':
        setGuidelinesOpen(!guidelinesOpen);
        break;
      case 'comment':
        comment.open();
        break;
    }
  });

  return (
    <div className="rating-page">
      <TopBar title={project.name}>
        <ProgressMeter progress={state.progress} />
      </TopBar>
      <main className="desk">
        <DeskSheet
          state={state}
          guidelines={{
            open: guidelinesOpen,
            onToggle: setGuidelinesOpen,
            fallback: project.guidelines,
          }}
          onRetry={() => void desk.retry()}
        />
      </main>
      <DeskFoot
        state={state}
        comment={comment}
        onWrite={(text) => {
          desk.write(text);
        }}
        onChoose={(choice) => void desk.rate(choice)}
        onUndo={() => void desk.undo()}
        onHelp={() => {
          setHelp(true);
        }}
      />
      {help && (
        <KeyHelp
          onClose={() => {
            setHelp(false);
          }}
        />
      )}
    </div>
  );
}
