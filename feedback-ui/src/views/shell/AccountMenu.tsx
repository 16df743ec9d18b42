import { LANGUAGES, type Language } from '../../i18n/language';
import { speak, useLanguage } from '../../i18n/texts';
import { useSessionControls } from '../session';
import { AREAS } from './areas';
import { useShellTexts } from './texts';

/** The language of the page, by the languages' own names. */
export function LanguageChoice() {
  const t = useShellTexts();
  const language = useLanguage();
  return (
    <select
      className="language"
      aria-label={t('language')}
      value={language}
      onChange={(event) => void speak(event.target.value as Language)}
    >
      {Object.entries(LANGUAGES).map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Who is signed in, in which language, and the way out. */
export function AccountMenu() {
  const t = useShellTexts();
  const { session, signOut, signingOut } = useSessionControls();
  return (
    <div className="top-account">
      <LanguageChoice />
      <AccountName name={session?.name ?? ''} />
      <button type="button" className="link" onClick={signOut} disabled={signingOut}>
        {t('signOut')}
      </button>
    </div>
  );
}

const HAS_SCREEN = AREAS.some(({ path }) => path === '/account');

function AccountName({ name }: { readonly name: string }) {
  const t = useShellTexts();
  const title = t('signedInAs', { name });
  return HAS_SCREEN ? (
    <a className="top-name" href="#/account" title={title}>
      {name}
    </a>
  ) : (
    <span className="top-name" title={title}>
      {name}
    </span>
  );
}
