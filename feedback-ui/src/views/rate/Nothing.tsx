import { useQuery } from '@tanstack/react-query';
import type { Availability } from '../../domain/choice';
import { useFormats } from '../../i18n/useFormats';
import { IN_PLACE } from '../queries';
import { useServices } from '../services';
import { useTexts } from './texts';

interface NothingProps {
  readonly project: string;
  readonly why: 'empty' | 'resting' | 'waiting';
  readonly onAct: () => void;
}

const WORDS = {
  empty: { title: 'emptyTitle', lead: 'emptyLead', button: 'lookNow' },
  resting: { title: 'restTitle', lead: 'restLead', button: 'goOn' },
  waiting: { title: 'waitingTitle', lead: 'waitingLead', button: 'sendAgain' },
} as const;

/** Why nothing is on the desk, and what one can do. */
export function Nothing({ project, why, onAct }: NothingProps) {
  const texts = useTexts();
  const { title, lead, button } = WORDS[why];
  return (
    <section className="empty" role="status">
      <h1>{texts(title)}</h1>
      {why === 'empty' ? <Empty project={project} /> : <p>{texts(lead)}</p>}
      <button type="button" className="button primary" onClick={onAct}>
        {texts(button)}
      </button>
      {why === 'empty' && <a href="#/projects">{texts('otherProjects')}</a>}
    </section>
  );
}

/** The service's reason; until it comes, or without it, what holds of all. */
function Empty({ project }: { readonly project: string }) {
  const texts = useTexts();
  const { management } = useServices();
  const { data } = useQuery({
    queryKey: ['availability', project],
    queryFn: () => management.availability(project),
    staleTime: 0,
    retry: false,
    meta: IN_PLACE,
  });
  const reason = useReason(data);
  return <p>{reason ?? texts('emptyLead')}</p>;
}

function useReason(found: Availability | undefined): string | undefined {
  const texts = useTexts();
  const { dateTime, list, languageName } = useFormats();
  switch (found?.reason) {
    case 'QUOTA_OF_DAY':
      return texts('emptyQuotaOfDay', {
        quota: found.quota ?? 0,
        until: found.until ? dateTime(found.until) : '',
      });
    case 'QUOTA':
      return texts('emptyQuota', { quota: found.quota ?? 0 });
    case 'NO_MATCH':
      return texts('emptyNoMatch', {
        needs: list(
          found.needs.flatMap((need) => [
            ...(need.language ? [languageName(need.language)] : []),
            ...need.skills,
          ]),
        ),
      });
    case 'WITH_OTHERS':
      return texts('emptyWithOthers');
    case 'DONE':
      return texts('emptyDone');
    case 'READY':
    case undefined:
      return undefined;
  }
}
