import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import '../../styles/manage.css';
import { Dialog } from '../../components/Dialog';
import { WordDifference } from '../../components/WordDifference';
import type { GuidelinesVersion } from '../../domain/management';
import { useServices } from '../services';
import { useAwaitedTexts } from './useAwaitedTexts';

const LOOK_EVERY_MS = 60_000;

/** Tells a rater what changed in the guidelines since they last saw them, before they go on. */
export function GuidelinesNews({ project }: { readonly project: string }) {
  const { management } = useServices();
  const queries = useQueryClient();
  const seen = useQuery({
    queryKey: ['guidelines', 'seen', project],
    queryFn: () => management.seen(project),
    refetchInterval: LOOK_EVERY_MS,
  });
  const before = seen.data?.seen ?? undefined;
  const current = seen.data?.current;
  useEffect(() => {
    // Who comes for the first time has the guidelines beside the first pair.
    if (current !== undefined && before === undefined) {
      void management.see(project, current).catch(() => undefined);
    }
  }, [management, project, before, current]);
  const changed = before !== undefined && current !== undefined && before < current;
  const versions = useQuery({
    queryKey: ['guidelines', project, current],
    queryFn: () => management.guidelines(project),
    enabled: changed,
  });
  if (!changed || !versions.data) {
    return null;
  }
  return (
    <News
      from={versions.data.find(({ version }) => version === before)}
      to={versions.data.find(({ version }) => version === current)}
      onRead={() => {
        void management
          .see(project, current)
          .then(() => queries.invalidateQueries({ queryKey: ['guidelines', 'seen', project] }))
          .catch(() => undefined);
      }}
    />
  );
}

interface NewsProps {
  readonly from: GuidelinesVersion | undefined;
  readonly to: GuidelinesVersion | undefined;
  readonly onRead: () => void;
}

function News({ from, to, onRead }: NewsProps) {
  const t = useAwaitedTexts();
  const [closed, setClosed] = useState(false);
  if (closed || !to) {
    return null;
  }
  const read = () => {
    setClosed(true);
    onRead();
  };
  return (
    <Dialog title={t('guidelinesChanged')} onClose={read}>
      <div className="panel">
        <p className="lead">{t('guidelinesChangedLead')}</p>
        <WordDifference before={from?.text ?? ''} after={to.text} />
        <div className="actions">
          <button type="button" className="button primary" onClick={read}>
            {t('guidelinesRead')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
