import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { ReasonDialog } from '../../components/ReasonDialog';
import type { Gold } from '../../domain/raterDesk';
import { useServices } from '../services';
import { GoldCard } from './GoldCard';
import { useTexts } from './texts';

interface ListProps {
  readonly project: string;
  readonly gold: readonly Gold[];
}

interface Deciding {
  readonly gold: Gold;
  readonly decision: 'KEEP' | 'RETIRE';
}

/** Items with a known answer, those that are probably wrong first. */
export function GoldList({ project, gold }: ListProps) {
  const t = useTexts();
  const { raters } = useServices();
  const queries = useQueryClient();
  const [deciding, setDeciding] = useState<Deciding>();
  const close = () => {
    setDeciding(undefined);
  };
  return (
    <section aria-labelledby="gold">
      <h2 id="gold">{t('goldTitle')}</h2>
      {gold.length === 0 && <EmptyState title={t('noGold')} sentence={t('noGoldLead')} />}
      {gold.map((one) => (
        <GoldCard
          key={one.itemId}
          gold={one}
          onDecide={(decision) => {
            setDeciding({ gold: one, decision });
          }}
        />
      ))}
      {deciding && (
        <ReasonDialog
          title={t(deciding.decision === 'KEEP' ? 'keep' : 'retire')}
          consequence={t(deciding.decision === 'KEEP' ? 'keepLead' : 'retireLead')}
          button={t(deciding.decision === 'KEEP' ? 'keep' : 'retire')}
          perform={async (reason) => {
            await raters.decideGold(project, deciding.gold.itemId, deciding.decision, reason);
            await queries.invalidateQueries({ queryKey: ['gold', project] });
            close();
          }}
          onClose={close}
        />
      )}
    </section>
  );
}
