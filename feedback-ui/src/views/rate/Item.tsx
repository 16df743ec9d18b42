import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useDifferences } from '../../components/text/useDifferences';
import type { Draft } from '../../domain/draft';
import type { Held } from '../../usecases/deskState';
import { AnswerCard } from './AnswerCard';
import { Demonstration } from './Demonstration';
import { LookSwitches } from './LookSwitches';
import { useTexts } from './texts';
import { Turns } from './Turns';
import type { Look } from './useLook';

/** What drags comes only to who ranks. */
const Ranking = lazy(() => import('./Ranking'));

interface ItemProps {
  readonly held: Held;
  readonly look: Look;
  readonly disabled: boolean;
  readonly onWrite: (draft: Draft) => void;
}

const TITLES = {
  COMPARE: 'compareTitle',
  RANK: 'rankTitle',
  DEMONSTRATE: 'demonstrateTitle',
} as const;

/** An item: what was asked, its answers, and what is asked of the person besides a verdict. */
export function Item({ held, look, disabled, onWrite }: ItemProps) {
  const texts = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const { assignment, draft } = held;
  const { form, answers } = assignment;
  const [unfolded, setUnfolded] = useState(false);
  const pair = form.task === 'COMPARE';
  const compared = useDifferences(pair && look.differences, answers[0] ?? '', answers[1] ?? '');
  // A new item starts at its top, for the eyes and for a screen reader.
  useEffect(() => {
    window.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section className="pair" aria-labelledby="item-title" data-item={assignment.itemId}>
      <div className="item-head">
        <h1 id="item-title" ref={heading} tabIndex={-1}>
          {texts(TITLES[form.task])}
        </h1>
        <LookSwitches look={look} differences={pair} />
      </div>
      <Turns messages={assignment.prompt} written={look.written} />
      <div className="answers" data-count={answers.length}>
        {answers.map((text, position) => (
          <AnswerCard
            key={position}
            {...{ text, position, form, draft, disabled, onWrite, compared }}
            images={assignment.images[position] ?? []}
            written={look.written}
            fold={{
              open: unfolded,
              onOpen: () => {
                setUnfolded(true);
              },
            }}
          />
        ))}
      </div>
      {form.task === 'RANK' && (
        <Suspense fallback={<div className="ranking" aria-busy="true" />}>
          <Ranking {...{ form, answers, draft, disabled, onWrite }} />
        </Suspense>
      )}
      {form.task === 'DEMONSTRATE' && (
        <Demonstration
          text={draft.demonstration}
          disabled={disabled}
          onWrite={(demonstration) => {
            onWrite({ ...draft, demonstration });
          }}
        />
      )}
    </section>
  );
}
