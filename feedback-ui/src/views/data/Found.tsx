import { ScrollBox } from '../../components/ScrollBox';
import type { Findings, Sample } from '../../domain/dataDesk';
import { BadRows } from './BadRows';
import { useTexts } from './texts';

type SaysKey = Extract<Parameters<ReturnType<typeof useTexts>>[0], `says-${string}`>;

/** What is in a file; of one that is not entered yet also the first of it. */
export function Found({
  findings,
  fresh,
}: {
  readonly findings: Findings;
  readonly fresh: boolean;
}) {
  const t = useTexts();
  const unused = Object.entries(findings.unused);
  return (
    <>
      <p>
        {t('found', {
          good: findings.good,
          bad: findings.bad,
          form: findings.form,
        })}
      </p>
      {findings.answers > 0 && <p className="hint">{t('judged', { count: findings.answers })}</p>}
      {unused.length > 0 && (
        <p className="hint">{t('unused', { columns: unused.map(([name]) => name).join(', ') })}</p>
      )}
      <BadRows
        title={t('badLines', { count: findings.bad })}
        rows={findings.badLines}
        open={fresh}
      />
      {fresh && findings.sample.length > 0 && <Samples sample={findings.sample} />}
    </>
  );
}

function Samples({ sample }: { readonly sample: readonly Sample[] }) {
  const t = useTexts();
  return (
    <details>
      <summary>{t('sample')}</summary>
      <ScrollBox label={t('sample')}>
        <table className="data samples">
          <thead>
            <tr>
              <th scope="col">{t('lineHead')}</th>
              <th scope="col">{t('prompt')}</th>
              <th scope="col">{t('answersHead')}</th>
              <th scope="col">{t('verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {sample.map((row, index) => (
              <tr key={index}>
                <td>{row.line}</td>
                <td dir="auto">{row.prompt}</td>
                <td>
                  {row.answers.map((answer, place) => (
                    <p key={place} dir="auto">
                      {answer}
                    </p>
                  ))}
                </td>
                <td>{row.says === '' ? '' : t(`says-${row.says}` as SaysKey)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  );
}
