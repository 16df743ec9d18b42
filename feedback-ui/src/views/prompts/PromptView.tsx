import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Alert } from '../../components/Alert';
import { RemoveButton } from '../../components/RemoveButton';
import {
  mayMoveLabel,
  mayReadPrompts,
  PRODUCTION,
  servedVersion,
  type VersionSummary,
} from '../../domain/prompts';
import { useServices } from '../services';
import { useSession } from '../session';
import { DiffSection } from './DiffSection';
import { LabelLog } from './LabelLog';
import { MoveLabel } from './MoveLabel';
import { PROMPTS, usePrompt, useRuns } from './queries';
import { RunList } from './RunList';
import { TakeLabel } from './TakeLabel';
import { useTexts } from './texts';
import { VersionList } from './VersionList';
import { VersionSection } from './VersionSection';

interface PromptViewProps {
  readonly name: string;
  /** The two versions that are compared; absent: the newest is shown as it is. */
  readonly pair: readonly [number, number] | undefined;
}

/** A prompt: its versions, what changed between two, its labels, its runs and who did what. */
export function PromptView({ name, pair }: PromptViewProps) {
  const t = useTexts();
  const { library } = useServices();
  const session = useSession();
  const cache = useQueryClient();
  const [, go] = useLocation();
  const [moving, setMoving] = useState<VersionSummary>();
  const [taking, setTaking] = useState<string>();
  const { data, error, refetch } = usePrompt(name);
  const runs = useRuns(name);
  const served = data && servedVersion(data.prompt);
  const renew = (): void => {
    setMoving(undefined);
    setTaking(undefined);
    void cache.invalidateQueries({ queryKey: PROMPTS });
  };
  return (
    <>
      <p className="crumbs">
        <a href="#/prompts">{t('title')}</a>
      </p>
      <h1>{name}</h1>
      <Alert
        problem={error ?? runs.error}
        retry={() => {
          void refetch();
          void runs.refetch();
        }}
      />
      {data && (
        <>
          <VersionList
            name={name}
            versions={data.versions}
            pair={pair}
            onMove={mayReadPrompts(session) ? setMoving : undefined}
            mayRemove={(label) => mayMoveLabel(session, label)}
            onRemove={setTaking}
          />
          {pair ? (
            <DiffSection name={name} pair={pair} />
          ) : (
            <VersionSection name={name} version={data.prompt.latest} />
          )}
          {runs.data && (
            <section className="block" aria-labelledby="runs">
              <h2 id="runs">{t('runsOf')}</h2>
              <RunList runs={runs.data} />
            </section>
          )}
          <LabelLog entries={data.log} />
          <RemoveButton
            name={t('deletePrompt')}
            fault={
              served === undefined ? undefined : t('served', { version: served, label: PRODUCTION })
            }
            consequence={t('deletePromptConsequence', { name })}
            perform={async () => {
              await library.deletePrompt(name);
              go('/prompts');
              cache.removeQueries({ queryKey: [...PROMPTS, 'one', name] });
              await cache.invalidateQueries({ queryKey: [...PROMPTS, 'all'] });
            }}
          />
          {moving && (
            <MoveLabel
              prompt={data.prompt}
              version={moving}
              onClose={() => {
                setMoving(undefined);
              }}
              onMoved={renew}
            />
          )}
        </>
      )}
      {taking !== undefined && (
        <TakeLabel
          name={name}
          label={taking}
          onTaken={renew}
          onClose={() => {
            setTaking(undefined);
          }}
        />
      )}
    </>
  );
}
