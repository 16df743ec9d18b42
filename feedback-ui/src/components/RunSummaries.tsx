import { percent, severalProviders, columnsOf, type PromptRun } from '../domain/promptRuns';
import { IntervalBar } from './IntervalBar';

interface RunSummariesProps {
  readonly run: PromptRun;
  readonly href: (prompt: string) => string;
}

/** How each prompt did: passes with their interval, on one scale for all. */
export function RunSummaries({ run, href }: RunSummariesProps) {
  const several = severalProviders(columnsOf(run));
  return (
    <div className="wide">
      <table className="summaries">
        <thead>
          <tr>
            <th scope="col">Prompt</th>
            <th scope="col">Passed</th>
            <th scope="col">Pass rate, 95 % interval</th>
          </tr>
        </thead>
        <tbody>
          {run.summaries.map(
            ({ prompt, provider, passed, failed, skipped, unchecked, passRate }) => {
              const known = run.prompts.find((one) => one.label === prompt);
              return (
                <tr key={`${prompt} ${provider}`}>
                  <th scope="row">
                    <span className="text">{prompt}</span>
                    {several && <span className="hint"> {provider}</span>}
                    {known?.name !== undefined && (
                      <a className="link" href={href(known.name)}>
                        {known.name}@{known.version}
                      </a>
                    )}
                  </th>
                  <td>
                    {passed} of {passed + failed}
                    {skipped > 0 && `, ${skipped} skipped`}
                    {unchecked > 0 && `, ${unchecked} unchecked`}
                  </td>
                  <td>
                    {passRate ? (
                      <span className="measured">
                        <IntervalBar
                          interval={passRate}
                          from={0}
                          to={1}
                          label={`${percent(passRate.low)} to ${percent(passRate.high)}`}
                        />
                        {percent(passRate.mean)} [{percent(passRate.low)}, {percent(passRate.high)}]
                      </span>
                    ) : (
                      'nothing was checked'
                    )}
                  </td>
                </tr>
              );
            },
          )}
        </tbody>
      </table>
    </div>
  );
}
