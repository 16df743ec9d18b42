import { Alert } from '../../components/Alert';
import { DiffLines } from '../../components/DiffLines';
import { promptHref } from './promptAddress';
import { useDiff } from './queries';
import { useTexts } from './texts';

interface DiffSectionProps {
  readonly name: string;
  readonly pair: readonly [number, number];
}

const PARTS = {
  system: 'part-system',
  examples: 'part-examples',
  template: 'part-template',
  settings: 'part-settings',
} as const;

const isKnown = (part: string): part is keyof typeof PARTS => Object.hasOwn(PARTS, part);

/** What changed from one version to another, part by part. */
export function DiffSection({ name, pair }: DiffSectionProps) {
  const t = useTexts();
  const [from, to] = pair;
  const { data, error, refetch } = useDiff(name, from, to);
  const changed = data?.parts.filter((part) => part.changed) ?? [];
  return (
    <section className="block" aria-labelledby="changed">
      <div className="sheet-head">
        <h2 id="changed">{t('fromTo', { from, to })}</h2>
        <a className="link" href={promptHref(name)}>
          {t('showNewest')}
        </a>
      </div>
      <Alert problem={error} retry={() => void refetch()} />
      {data && changed.length === 0 && <p className="lead">{t('bothSame')}</p>}
      {changed.map(({ part, lines }) => (
        <div key={part} className="part">
          <h3>{isKnown(part) ? t(PARTS[part]) : part}</h3>
          <DiffLines lines={lines} />
        </div>
      ))}
    </section>
  );
}
