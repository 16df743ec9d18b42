import { useEffect, useRef } from 'react';
import { Alert } from '../../components/Alert';
import { AnswerColumn } from '../../components/AnswerColumn';
import { Conversation } from '../../components/Conversation';
import { Guidelines } from '../../components/Guidelines';
import { heldIn, type DeskState, type Held } from '../../usecases/deskState';

interface DeskSheetProps {
  readonly state: DeskState;
  readonly guidelines: {
    readonly open: boolean;
    readonly onToggle: (open: boolean) => void;
    /** The project's guidelines, shown while no pair is here that brings its own. */
    readonly fallback: string;
  };
  readonly onRetry: () => void;
}

/** What lies on the desk: the pair, or a sentence that says why there is none. */
export function DeskSheet({ state, guidelines, onRetry }: DeskSheetProps) {
  const { phase } = state;
  const held = heldIn(phase);
  return (
    <>
      <p className="notice" role="status">
        {state.notice}
      </p>
      <Alert sentence={state.alert} />
      {phase.kind === 'unsent' && (
        <Alert
          sentence={`Your rating is kept here but may not have arrived. ${phase.problem.sentence} The page also tries again by itself.`}
          retry={onRetry}
          retryLabel="Send again"
        />
      )}
      {phase.kind === 'failed' && <Alert sentence={phase.problem.sentence} retry={onRetry} />}
      <Guidelines
        text={held?.assignment.guidelines ?? guidelines.fallback}
        open={guidelines.open}
        onToggle={guidelines.onToggle}
      />
      {held && <Pair held={held} />}
      {phase.kind === 'loading' && <div className="pair-loading" aria-busy="true" />}
      {phase.kind === 'empty' && <NothingLeft onLook={onRetry} />}
    </>
  );
}

function Pair({ held }: { readonly held: Held }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { leaseId, prompt, left, right } = held.assignment;
  // A new pair starts at its top, for the eyes and for a screen reader.
  useEffect(() => {
    window.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, [leaseId]);
  return (
    <section className="pair" aria-labelledby="pair-title" data-item={held.assignment.itemId}>
      <h1 id="pair-title" ref={heading} tabIndex={-1}>
        Which answer is better?
      </h1>
      <Conversation messages={prompt} />
      <div className="answers">
        <AnswerColumn side="A" text={left} />
        <AnswerColumn side="B" text={right} />
      </div>
    </section>
  );
}

function NothingLeft({ onLook }: { readonly onLook: () => void }) {
  return (
    <section className="empty" role="status">
      <h1>Nothing is left for you</h1>
      <p>
        Every pair that you can rate is done or with somebody else. New ones appear here by
        themselves.
      </p>
      <button type="button" className="button" onClick={onLook}>
        Look now
      </button>
    </section>
  );
}
