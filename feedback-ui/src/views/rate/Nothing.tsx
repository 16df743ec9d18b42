import { useTexts } from './texts';

interface NothingProps {
  readonly why: 'empty' | 'resting' | 'waiting';
  readonly onAct: () => void;
}

const WORDS = {
  empty: { title: 'emptyTitle', lead: 'emptyLead', button: 'lookNow' },
  resting: { title: 'restTitle', lead: 'restLead', button: 'goOn' },
  waiting: { title: 'waitingTitle', lead: 'waitingLead', button: 'sendAgain' },
} as const;

/** Why nothing is on the desk, and what one can do. */
export function Nothing({ why, onAct }: NothingProps) {
  const texts = useTexts();
  const { title, lead, button } = WORDS[why];
  return (
    <section className="empty" role="status">
      <h1>{texts(title)}</h1>
      <p>{texts(lead)}</p>
      <button type="button" className="button primary" onClick={onAct}>
        {texts(button)}
      </button>
      {why === 'empty' && <a href="#/projects">{texts('otherProjects')}</a>}
    </section>
  );
}
