import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useServices } from '../services';
import { useNotice } from './useNotice';

const NoticeDialog = lazy(() => import('./NoticeDialog'));

interface NewsProps {
  readonly project: string;
  readonly guidelines: string;
}

/** A hint or a warning that the rater has not read yet. */
export function NoticeNews({ project, guidelines }: NewsProps) {
  const { raters } = useServices();
  const queries = useQueryClient();
  const [read, setRead] = useState<string>();
  const notice = useNotice(project);
  const step = notice?.step;
  if (!notice || typeof step !== 'string' || notice.seen || read === step) {
    return null;
  }
  return (
    <Suspense>
      <NoticeDialog
        project={project}
        guidelines={guidelines}
        notice={notice}
        step={step}
        onRead={() => {
          setRead(step);
          void raters
            .seeNotice(project, step)
            .then(() => queries.invalidateQueries({ queryKey: ['notice', project] }))
            .catch(() => undefined);
        }}
      />
    </Suspense>
  );
}
