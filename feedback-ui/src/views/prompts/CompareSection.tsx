import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { Select } from '../../components/Select';
import type { PromptRun } from '../../domain/promptRuns';
import { useFormats } from '../../i18n/useFormats';
import { sidesOf, type NamedSide } from '../../usecases/sides';
import { ComparisonResult } from './ComparisonResult';
import { useComparison, useRuns } from './queries';
import { useTexts } from './texts';

/** Two prompts side by side, of this run or of another of the same suite. */
export function CompareSection({ run }: { readonly run: PromptRun }) {
  const t = useTexts();
  const { dateTime } = useFormats();
  const [first, setFirst] = useState('0');
  const [second, setSecond] = useState('1');
  const runs = useRuns();
  const sides = runs.data ? sidesOf(run, runs.data) : [];
  const comparison = useComparison(sides[Number(first)]?.side, sides[Number(second)]?.side);
  if (sides.length < 2) {
    return <Alert problem={runs.error} retry={() => void runs.refetch()} />;
  }
  const nameOf = ({ side, severalProviders, at }: NamedSide): string => {
    const name = severalProviders ? `${side.prompt} · ${side.provider}` : side.prompt;
    return at === undefined ? name : t('sideOfRun', { side: name, at: dateTime(at) });
  };
  const options = sides.map((side, index) => ({ id: String(index), text: nameOf(side) }));
  return (
    <section className="block" aria-labelledby="compare">
      <h2 id="compare">{t('sideBySide')}</h2>
      <div className="pickers">
        <Select label={t('before')} options={options} value={first} onChange={setFirst} />
        <Select label={t('after')} options={options} value={second} onChange={setSecond} />
      </div>
      <Alert problem={comparison.error} retry={() => void comparison.refetch()} />
      {comparison.data && <ComparisonResult comparison={comparison.data} />}
    </section>
  );
}
