import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { CopyButton } from '../../components/CopyButton';
import { EmptyState } from '../../components/EmptyState';
import { useAction } from '../../components/useAction';
import type { Provider, ProviderTest } from '../../domain/administration';
import { useServices } from '../services';
import { useShellTexts } from '../shell/texts';
import { Problem } from './Problem';
import { useTexts } from './texts';

const EXAMPLE = 'ATTUNE_FEEDBACK_SIGN_IN_PROVIDERS_COMPANY_ISSUER=https://login.example.org';

/** The providers with which people may sign in, as the service's settings have them. */
export default function ProvidersScreen() {
  const t = useTexts();
  const { administration } = useServices();
  const providers = useQuery({
    queryKey: ['providers'],
    queryFn: () => administration.providers(),
  });
  return (
    <div className="sheet">
      <h1>{t('providers')}</h1>
      <p className="lead">{t('providersLead')}</p>
      <Problem query={providers} />
      {providers.data?.length === 0 && (
        <EmptyState title={t('noProviders')} sentence={t('noProvidersHint')}>
          <code className="secret">{EXAMPLE}</code>
        </EmptyState>
      )}
      {providers.data?.map((provider) => (
        <ProviderBox key={provider.id} provider={provider} />
      ))}
    </div>
  );
}

function ProviderBox({ provider }: { readonly provider: Provider }) {
  const t = useTexts();
  const shell = useShellTexts();
  const { administration } = useServices();
  const [test, setTest] = useState<ProviderTest>();
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      setTest(await administration.testProvider(provider.id));
    }, [administration, provider.id]),
  );
  const facts = [
    [t('issuer'), provider.issuer],
    [t('clientId'), provider.clientId],
    [t('secret'), provider.hasSecret ? t('secretSet') : t('secretNone')],
    [t('groupsClaim'), provider.groupsClaim],
    [t('groupRoles'), provider.groupRoles.join(', ') || '–'],
    [t('everybody'), provider.everybody.join(', ') || '–'],
  ] as const;
  return (
    <section className="box" aria-labelledby={`provider-${provider.id}`}>
      <h2 id={`provider-${provider.id}`}>{provider.label}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
        <dt>{t('redirectAddress')}</dt>
        <dd>
          <span dir="ltr">{provider.redirectAddress}</span>{' '}
          <CopyButton
            text={provider.redirectAddress}
            label={shell('copy')}
            done={shell('copied')}
          />
        </dd>
      </dl>
      <Alert problem={problem} />
      <div role="status">{test && <TestResult test={test} />}</div>
      <div className="actions">
        <button type="button" className="button" disabled={busy} onClick={() => void run()}>
          {busy ? t('testing') : t('test')}
        </button>
      </div>
    </section>
  );
}

function TestResult({ test }: { readonly test: ProviderTest }) {
  const t = useTexts();
  return (
    <>
      <p>{test.works ? t('testWorks') : t('testFails')}</p>
      <ul className="steps">
        {test.steps.map(({ name, works, detail }) => (
          <li key={name}>
            <span className={works ? 'chip' : 'chip chip-bad'}>{works ? t('good') : t('bad')}</span>{' '}
            <span dir="auto">{detail}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
