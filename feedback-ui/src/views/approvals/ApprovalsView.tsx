import { Alert } from '../../components/Alert';
import { Command } from '../../components/Command';
import { EmptyState } from '../../components/EmptyState';
import { openFirst } from '../../domain/promotionApproval';
import { useTexts as useGateTexts } from '../gates/texts';
import { PromotionList } from './PromotionList';
import { ProposalList } from './ProposalList';
import { usePromotions, useProposals } from './queries';
import { useTexts } from './texts';

/** What waits for a decision, and what was decided: promotions, and versions of tasks. */
export function ApprovalsView() {
  const t = useTexts();
  const g = useGateTexts();
  const { data, error, refetch } = useProposals();
  const promotions = usePromotions();
  const asked = promotions.data ?? [];
  const open = data?.proposals.filter(({ state }) => state === 'PROPOSED') ?? [];
  const decided = data?.proposals.filter(({ state }) => state !== 'PROPOSED') ?? [];
  const nothingWaits = open.length === 0 && !asked.some(({ state }) => state === 'OPEN');
  return (
    <>
      <h1>{t('title')}</h1>
      <Alert
        problem={error ?? promotions.error}
        retry={() => {
          void refetch();
          void promotions.refetch();
        }}
      />
      {data && promotions.data && nothingWaits && (
        <EmptyState title={t('emptyTitle')} sentence={t('emptyLead')}>
          <Command line="./attune tasks propose FOLDER --user NAME --password-file FILE" />
        </EmptyState>
      )}
      {asked.length > 0 && (
        <section className="block" aria-labelledby="promotions">
          <h2 id="promotions">{g('promotions')}</h2>
          <PromotionList promotions={openFirst(asked)} />
        </section>
      )}
      {data && open.length > 0 && asked.length > 0 && <h2>{g('tasks')}</h2>}
      {data && open.length > 0 && <ProposalList proposals={open} serving={data.serving} />}
      {data && decided.length > 0 && (
        <section className="block" aria-labelledby="decided">
          <h2 id="decided">{asked.length > 0 ? g('tasksDecided') : t('decided')}</h2>
          <ProposalList proposals={decided} serving={data.serving} />
        </section>
      )}
    </>
  );
}
