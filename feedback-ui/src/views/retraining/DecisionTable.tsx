import { Time } from '../../components/Time';
import type { RetrainingDecision } from '../../domain/retraining';
import { useTexts } from './texts';

/** What was decided, newest first, also what was not started. */
export function DecisionTable({
  decisions,
}: {
  readonly decisions: readonly RetrainingDecision[];
}) {
  const t = useTexts();
  return (
    <section aria-labelledby="decided">
      <h2 id="decided">{t('decided')}</h2>
      {decisions.length === 0 ? (
        <p className="hint">{t('nothingDecided')}</p>
      ) : (
        <div className="table-scroll">
          <table className="data" aria-labelledby="decided">
            <thead>
              <tr>
                <th scope="col">{t('when')}</th>
                <th scope="col">{t('what')}</th>
                <th scope="col">{t('run')}</th>
              </tr>
            </thead>
            <tbody>
              {decisions.map((decision) => (
                <tr key={decision.decisionId}>
                  <td>
                    <Time at={decision.at} />
                    {decision.looks > 1 && (
                      <span className="beside">{t('looks', { count: decision.looks })}</span>
                    )}
                  </td>
                  <td>
                    {t(`reason-${decision.reason}`)}
                    <p className="hint" lang="en" dir="ltr">
                      {decision.sentence}
                    </p>
                  </td>
                  <td>
                    {decision.runId !== undefined && (
                      <a href={`#/runs/${decision.runId}`}>{decision.runId}</a>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
