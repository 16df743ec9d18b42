import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Alert } from '../../components/Alert';
import { RemoveButton } from '../../components/RemoveButton';
import { Switch } from '../../components/Switch';
import { Time } from '../../components/Time';
import { useLetter } from '../../components/useLetter';
import { columnsOf, type PromptRun } from '../../domain/promptRuns';
import { useServices } from '../services';
import { CompareSection } from './CompareSection';
import { PROMPTS, useCases, useRun } from './queries';
import { RowDialog } from './RowDialog';
import { RunMatrix } from './RunMatrix';
import { RunSummaries } from './RunSummaries';
import { useTexts } from './texts';

/** A run: what it says of each prompt, every case with every prompt, and two prompts side by side. */
export function RunView({ id }: { readonly id: string }) {
  const t = useTexts();
  const { library } = useServices();
  const cache = useQueryClient();
  const [, go] = useLocation();
  const { data: run, error, refetch } = useRun(id);
  return (
    <>
      <p className="crumbs">
        <a href="#/prompts">{t('title')}</a>
      </p>
      <h1>{run?.suite ?? t('run')}</h1>
      <Alert problem={error} retry={() => void refetch()} />
      {run && (
        <>
          <p className="hint">
            <Time at={run.at} /> · {t('caseCount', { count: run.cases })}
            {run.note !== '' && (
              <>
                {' · '}
                <bdi>{run.note}</bdi>
              </>
            )}
          </p>
          {run.stored < run.rows && (
            <p className="notice" role="status">
              {t('rowsMissing', { stored: run.stored, rows: run.rows })}
            </p>
          )}
          <RunSummaries run={run} />
          <CompareSection run={run} />
          <CasesSection run={run} />
          <RemoveButton
            name={t('deleteRun')}
            consequence={t('deleteRunConsequence', { stored: run.stored })}
            perform={async () => {
              await library.deleteRun(id);
              go('/prompts');
              cache.removeQueries({ queryKey: [...PROMPTS, 'run', id] });
              await cache.invalidateQueries({ queryKey: [...PROMPTS, 'runs'] });
            }}
          />
        </>
      )}
    </>
  );
}

/** All cases, or those that failed; each opens with what was said. */
function CasesSection({ run }: { readonly run: PromptRun }) {
  const t = useTexts();
  const [failedOnly, setFailedOnly] = useState(false);
  const [position, setPosition] = useState<number>();
  const { data, error, refetch } = useCases(run.id, failedOnly);
  useLetter('f', () => {
    setFailedOnly((only) => !only);
  });
  return (
    <section className="block" aria-labelledby="cases">
      <div className="sheet-head">
        <h2 id="cases">{t('cases')}</h2>
        <Switch on={failedOnly} onChange={setFailedOnly}>
          {t('failedOnly')} <kbd aria-hidden="true">F</kbd>
        </Switch>
      </div>
      <Alert problem={error} retry={() => void refetch()} />
      {data && <RunMatrix cases={data} columns={columnsOf(run)} onOpen={setPosition} />}
      {position !== undefined && (
        <RowDialog
          runId={run.id}
          position={position}
          onClose={() => {
            setPosition(undefined);
          }}
        />
      )}
    </section>
  );
}
