import { Alert } from '../../components/Alert';
import { Command } from '../../components/Command';
import { EmptyState } from '../../components/EmptyState';
import { ProposalList } from './ProposalList';
import { useProposals } from './queries';
import { useTexts } from './texts';

/** What waits for a decision, and what was decided. */
export function ApprovalsView() {
  const t = useTexts();
  const { data, error, refetch } = useProposals();
  const open = data?.proposals.filter(({ state }) => state === 'PROPOSED') ?? [];
  const decided = data?.proposals.filter(({ state }) => state !== 'PROPOSED') ?? [];
  return (
    <>
      <h1>{t('title')}</h1>
      <Alert problem={error} retry={() => void refetch()} />
      {data && open.length === 0 && (
        <EmptyState title={t('emptyTitle')} sentence={t('emptyLead')}>
          <Command line="./attune tasks propose FOLDER --user NAME --password-file FILE" />
        </EmptyState>
      )}
      {data && open.length > 0 && <ProposalList proposals={open} serving={data.serving} />}
      {data && decided.length > 0 && (
        <section className="block" aria-labelledby="decided">
          <h2 id="decided">{t('decided')}</h2>
          <ProposalList proposals={decided} serving={data.serving} />
        </section>
      )}
    </>
  );
}
