import { useQuery } from '@tanstack/react-query';
import { useServices } from '../services';
import { useSession } from '../session';
import { LanguageChoice } from '../shell/AccountMenu';
import { TokenTable } from '../tokens/TokenTable';
import { OpenSessions } from './OpenSessions';
import { PasswordForm } from './PasswordForm';
import { useTexts } from './texts';

/** One's own account: the password, where one is signed in, the language, the tokens that one made. */
export default function AccountScreen() {
  const t = useTexts();
  const session = useSession();
  return (
    <div className="sheet">
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead', { name: session.name, roles: session.roles.join(', ') })}</p>
      <section className="box" aria-labelledby="language-title">
        <h2 id="language-title">{t('language')}</h2>
        <div>
          <LanguageChoice />
        </div>
      </section>
      {session.provider ? (
        <section className="box">
          <h2>{t('password')}</h2>
          <p>{t('passwordElsewhere', { provider: session.provider })}</p>
        </section>
      ) : (
        <PasswordForm />
      )}
      <OpenSessions />
      <OwnTokens name={session.name} />
    </div>
  );
}

function OwnTokens({ name }: { readonly name: string }) {
  const t = useTexts();
  const { access } = useServices();
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => access.tokens() });
  const own = tokens.data?.filter(({ madeBy }) => madeBy === name) ?? [];
  if (own.length === 0) {
    return null;
  }
  return (
    <section className="box" aria-labelledby="tokens-title">
      <h2 id="tokens-title">{t('tokens')}</h2>
      <TokenTable tokens={own} onRevoked={() => void tokens.refetch()} />
    </section>
  );
}
