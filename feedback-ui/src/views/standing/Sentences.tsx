import { leavesOut, type StandingGroup } from '../../domain/standing';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';
import { useElo } from './useElo';

interface SentencesProps {
  readonly group: StandingGroup;
  readonly nameOf: (checkpoint: string) => string;
}

/** What the figures of a group say, in plain words. */
export function Sentences({ group, nameOf }: SentencesProps) {
  const t = useTexts();
  const { list } = useFormats();
  if (group.undefined) {
    const names = list(group.checkpoints.map(({ checkpoint }) => nameOf(checkpoint)));
    return (
      <ul className="sentences">
        <li>
          {group.undefined === 'ALL_TIES'
            ? t('allTies', { names })
            : group.checkpoints.length === 1
              ? t('alone', { names })
              : t('noRatings', { names })}
        </li>
      </ul>
    );
  }
  return (
    <ul className="sentences">
      <Order group={group} nameOf={nameOf} />
      {(group.fewRaters || group.fewPrompts) && (
        <li>{t('few', { raters: group.raters, prompts: group.prompts })}</li>
      )}
      <Bias group={group} />
    </ul>
  );
}

/** Who is ahead, and how little would turn it. */
function Order({ group, nameOf }: SentencesProps) {
  const t = useTexts();
  const { points, interval } = useElo();
  const { turning } = group;
  if (!turning) {
    return null;
  }
  if (Math.round(turning.lead.value ?? 0) === 0) {
    return <li>{t('level', { first: nameOf(turning.first), second: nameOf(turning.second) })}</li>;
  }
  const names = { first: nameOf(turning.first), second: nameOf(turning.second) };
  const lead = { lead: points(turning.lead), interval: interval(turning.lead) };
  const sure = leavesOut(turning.lead, 0);
  const known = typeof turning.lead.low === 'number';
  return (
    <>
      <li>
        {sure
          ? t('ahead', { ...names, ...lead })
          : known
            ? t('perhapsAhead', { ...names, ...lead })
            : t('aheadOfNobodyKnows', { ...names, lead: lead.lead })}
      </li>
      <li>
        {typeof turning.removed === 'number'
          ? t('turnedByVotes', { votes: turning.removed, flipped: turning.flipped ?? 0 })
          : t('turnedByNothing')}{' '}
        {typeof turning.raters === 'number' && t('turnedByRaters', { raters: turning.raters })}
      </li>
    </>
  );
}

/** Whether the left side and longer answers are preferred. */
function Bias({ group }: { readonly group: StandingGroup }) {
  const t = useTexts();
  const { percent } = useFormats();
  const { left, longer } = group;
  const shares = (figure: StandingGroup['left']) => ({
    share: percent(figure.value ?? 0.5),
    low: percent(figure.low ?? 0),
    high: percent(figure.high ?? 1),
  });
  return (
    <>
      {typeof left.low === 'number' && (
        <li>{t(leavesOut(left, 0.5) ? 'leftMatters' : 'leftDoesNot', shares(left))}</li>
      )}
      {typeof longer.low === 'number' && (
        <li>{t(leavesOut(longer, 0.5) ? 'lengthMatters' : 'lengthDoesNot', shares(longer))}</li>
      )}
    </>
  );
}
