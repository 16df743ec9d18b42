import { useState } from 'react';
import '../../styles/manage.css';
import '../../styles/standing.css';
import { EmptyState } from '../../components/EmptyState';
import { Switch } from '../../components/Switch';
import { useFormats } from '../../i18n/useFormats';
import { ApartList } from './ApartList';
import { GroupPart } from './GroupPart';
import { LeftOutList } from './LeftOutList';
import { LiveSign } from './LiveSign';
import { PairTable } from './PairTable';
import { useTexts } from './texts';
import { useLiveStanding } from './useLiveStanding';
import { useNames } from './useNames';

/** How the checkpoints of a project stand, as votes come. */
export function StandingView({ project }: { readonly project: string }) {
  const t = useTexts();
  const { number } = useFormats();
  const [playground, setPlayground] = useState(false);
  const live = useLiveStanding(project, playground);
  const nameOf = useNames();
  const { standing } = live;
  return (
    <div className="standing">
      <p className="lead">{t('lead')}</p>
      <LiveSign {...live} />
      <Switch on={playground} onChange={setPlayground}>
        {t('playground')}
      </Switch>
      {!standing && <div aria-busy={live.liveness.name !== 'ended'} />}
      {standing?.votes === 0 && <EmptyState title={t('empty')} sentence={t('emptyLead')} />}
      {standing && standing.votes > 0 && (
        <>
          <p>
            {t('counted', {
              votes: number(standing.votes),
              raters: standing.raters,
              prompts: standing.prompts,
            })}
          </p>
          {standing.groups.map((group, place) => (
            <GroupPart
              key={group.checkpoints[0]?.checkpoint}
              group={group}
              number={standing.groups.length > 1 ? place + 1 : undefined}
              all={standing.groups.reduce((sum, { checkpoints }) => sum + checkpoints.length, 0)}
              nameOf={nameOf}
            />
          ))}
          <ApartList standing={standing} nameOf={nameOf} />
          <PairTable standing={standing} nameOf={nameOf} />
        </>
      )}
      {standing && <LeftOutList standing={standing} />}
    </div>
  );
}
