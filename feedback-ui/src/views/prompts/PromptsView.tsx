import { Alert } from '../../components/Alert';
import { Command } from '../../components/Command';
import { EmptyState } from '../../components/EmptyState';
import { LabelChip } from '../../components/LabelChip';
import { promptHref } from './promptAddress';
import { usePrompts, useRuns } from './queries';
import { RunList } from './RunList';
import { useTexts } from './texts';

/** All prompts with their labels, and the newest runs. */
export function PromptsView() {
  const t = useTexts();
  const prompts = usePrompts();
  const runs = useRuns();
  return (
    <>
      <h1>{t('title')}</h1>
      <Alert
        problem={prompts.error ?? runs.error}
        retry={() => {
          void prompts.refetch();
          void runs.refetch();
        }}
      />
      {prompts.data?.length === 0 && (
        <EmptyState title={t('emptyTitle')} sentence={t('emptyLead')}>
          <Command line="./attune prompts push FILE --label staging --user NAME --password-file FILE" />
        </EmptyState>
      )}
      {prompts.data && prompts.data.length > 0 && (
        <ul className="projects">
          {prompts.data.map(({ name, latest, labels }) => (
            <li key={name}>
              <a className="project" href={promptHref(name)}>
                <strong>{name}</strong>
                <span className="chips">
                  {t('versionCount', { count: latest })}
                  {labels.map(({ label, version }) => (
                    <LabelChip key={label} label={`${label} → ${version}`} />
                  ))}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {runs.data && (
        <section className="block" aria-labelledby="runs">
          <h2 id="runs">{t('runs')}</h2>
          <RunList runs={runs.data} />
        </section>
      )}
    </>
  );
}
