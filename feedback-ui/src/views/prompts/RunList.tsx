import { Command } from '../../components/Command';
import { EmptyState } from '../../components/EmptyState';
import { Time } from '../../components/Time';
import type { PromptRun } from '../../domain/promptRuns';
import { useFormats } from '../../i18n/useFormats';
import { runHref } from './promptAddress';
import { useTexts } from './texts';

/** Runs, newest first, with the pass rate of each of their prompts. */
export function RunList({ runs }: { readonly runs: readonly PromptRun[] }) {
  const t = useTexts();
  const { percent } = useFormats();
  if (runs.length === 0) {
    return (
      <EmptyState title={t('noRunTitle')} sentence={t('noRunLead')}>
        <Command line="./attune prompts run --suite FILE --model M && ./attune prompts push prompt-runs/SUITE/1" />
      </EmptyState>
    );
  }
  return (
    <ul className="projects">
      {runs.map(({ id, suite, at, cases, stored, rows, summaries }) => (
        <li key={id}>
          <a className="project" href={runHref(id)}>
            <strong>{suite}</strong>
            <span className="chips">
              <Time at={at} /> · {t('caseCount', { count: cases })}
              {stored < rows && ` · ${t('rowsArrived', { stored, rows })}`}
            </span>
            <span className="chips">
              {summaries.map(({ prompt, provider, passRate }) => (
                <span key={`${prompt} ${provider}`} className="chip">
                  <bdi>{prompt}</bdi>: {passRate ? percent(passRate.mean) : t('unchecked')}
                </span>
              ))}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
