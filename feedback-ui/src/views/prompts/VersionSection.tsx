import { Alert } from '../../components/Alert';
import { Conversation } from '../../components/Conversation';
import { turnsOf } from '../../domain/prompts';
import { useVersion } from './queries';
import { useTexts } from './texts';

interface VersionSectionProps {
  readonly name: string;
  readonly version: number;
}

/** A version as it stands, with its variables still open. */
export function VersionSection({ name, version }: VersionSectionProps) {
  const t = useTexts();
  const { data, error, refetch } = useVersion(name, version);
  return (
    <section className="block" aria-labelledby="newest">
      <h2 id="newest">{t('newest', { version })}</h2>
      <Alert problem={error} retry={() => void refetch()} />
      {data && (
        <>
          {data.variables.length > 0 && (
            <p className="chips">
              {t('variables')}
              {data.variables.map((variable) => (
                <code key={variable} className="chip">
                  {variable}
                </code>
              ))}
            </p>
          )}
          <Conversation messages={turnsOf(data)} />
          {Object.keys(data.content.settings).length > 0 && (
            <details>
              <summary>{t('settings')}</summary>
              <pre className="text">{JSON.stringify(data.content.settings, null, 2)}</pre>
            </details>
          )}
        </>
      )}
    </section>
  );
}
