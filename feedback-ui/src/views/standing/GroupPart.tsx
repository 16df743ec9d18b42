import type { StandingGroup } from '../../domain/standing';
import { RankTable } from './RankTable';
import { Sentences } from './Sentences';
import { useTexts } from './texts';
import { WorthPlot } from './WorthPlot';

interface GroupPartProps {
  readonly group: StandingGroup;
  /** Absent where there is one group only. */
  readonly number: number | undefined;
  /** How many checkpoints there are in all groups. */
  readonly all: number;
  readonly nameOf: (checkpoint: string) => string;
}

/** Checkpoints that compare: who is ahead, how surely, and what that rests on. */
export function GroupPart({ group, number, all, nameOf }: GroupPartProps) {
  const t = useTexts();
  const title = number === undefined ? t('ratings') : t('group', { number });
  const id = `group-${String(number ?? 0)}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Sentences group={group} nameOf={nameOf} />
      {!group.undefined && <WorthPlot group={group} nameOf={nameOf} />}
      <RankTable group={group} title={title} all={all} nameOf={nameOf} />
    </section>
  );
}
