import { useShellTexts } from './texts';

/** An address that leads nowhere, or where this person may not go. */
export function Lost() {
  const t = useShellTexts();
  return (
    <div className="sheet">
      <h1>{t('lostTitle')}</h1>
      <p className="lead">{t('lostLead')}</p>
      <p>
        <a href="#/projects">{t('home')}</a>
      </p>
    </div>
  );
}
