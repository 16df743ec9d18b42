import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isOver, type Run, type RunSamples } from '../../domain/runs';
import { useFormats } from '../../i18n/useFormats';
import { Problem } from '../operate/Problem';
import { useOperatorTexts } from '../operate/texts';
import { useServices } from '../services';

const LIVE_MS = 5_000;

/** What the policy says as it learns: a step can be chosen, the newest is shown. */
export function RunSampleList({ run }: { readonly run: Run }) {
  const t = useOperatorTexts();
  const { operator } = useServices();
  const samples = useQuery({
    queryKey: ['samples', run.runId],
    queryFn: () => operator.samples(run.runId),
    refetchInterval: isOver(run) ? false : LIVE_MS,
  });
  return (
    <>
      <Problem error={samples.error} retry={samples.refetch} />
      {samples.data && samples.data.length > 0 && (
        <section className="block" aria-labelledby="samples">
          <h2 id="samples">{t('samples')}</h2>
          <Samples samples={samples.data} />
        </section>
      )}
    </>
  );
}

function Samples({ samples }: { readonly samples: readonly RunSamples[] }) {
  const t = useOperatorTexts();
  const formats = useFormats();
  const [chosen, setChosen] = useState<number>();
  const last = samples.length - 1;
  const place = Math.min(chosen ?? last, last);
  const shown = samples[place];
  if (!shown) {
    return null;
  }
  return (
    <>
      {last > 0 && (
        <label className="sample-step">
          <span>
            {t(shown.source === 'HELD_OUT' ? 'heldOutStep' : 'rolloutStep', {
              step: formats.number(shown.step),
            })}
          </span>
          <input
            type="range"
            min={0}
            max={last}
            value={place}
            onChange={(event) => {
              const next = Number(event.target.value);
              setChosen(next === last ? undefined : next);
            }}
          />
        </label>
      )}
      <ul className="sample-list">
        {shown.answers.map((sample, index) => (
          <li key={index}>
            <p className="sample-prompt" dir="auto">
              {sample.prompt}
            </p>
            <p className="sample-answer" dir="auto">
              {sample.answer === '' ? t('emptyAnswer') : sample.answer}
            </p>
            <p className="hint">
              {t('rewarded', {
                reward: formats.number(sample.reward, { maximumSignificantDigits: 3 }),
              })}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
