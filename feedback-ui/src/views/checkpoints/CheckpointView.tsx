import { useQuery } from '@tanstack/react-query';
import { CopyButton } from '../../components/CopyButton';
import { answers, type ShownCheckpoint } from '../../domain/checkpoints';
import { byWeight } from '../../domain/runs';
import { useFormats } from '../../i18n/useFormats';
import { Facts } from '../operate/Facts';
import { Problem } from '../operate/Problem';
import { SettingsTable } from '../operate/SettingsTable';
import { useOperatorTexts } from '../operate/texts';
import { useServices } from '../services';
import { CheckpointActions } from './CheckpointActions';
import { EvaluationTable } from './EvaluationTable';
import { Lineage } from './Lineage';

/** One checkpoint: what it is, where it comes from, how it was measured and what serves it. */
export function CheckpointView({ id }: { readonly id: string }) {
  const t = useOperatorTexts();
  const { operator } = useServices();
  const checkpoint = useQuery({
    queryKey: ['checkpoint', id],
    queryFn: () => operator.checkpoint(id),
  });
  const shown = checkpoint.data;
  return (
    <div className="sheet broad">
      <a className="link back" href="#/checkpoints">
        {t('allCheckpoints')}
      </a>
      <div className="sheet-head">
        <h1>{shown?.name ?? id}</h1>
        {shown && <span className="chip">{t(`kind-${shown.kind}`)}</span>}
      </div>
      <Problem error={checkpoint.error} retry={checkpoint.refetch} />
      {shown && (
        <>
          {answers(shown) && (
            <CheckpointActions checkpoint={shown} onChanged={() => void checkpoint.refetch()} />
          )}
          <Lineage id={id} />
          <EvaluationTable evaluations={shown.evaluations} />
          <About checkpoint={shown} />
          <SettingsTable configuration={shown.lineage.configuration} />
        </>
      )}
    </div>
  );
}

function About({ checkpoint }: { readonly checkpoint: ShownCheckpoint }) {
  const t = useOperatorTexts();
  const formats = useFormats();
  const { artifact, lineage, channels, metrics } = checkpoint;
  const names = byWeight(Object.keys(metrics));
  return (
    <section className="block" aria-labelledby="about">
      <h2 id="about">{t('facts')}</h2>
      <Facts
        facts={[
          [t('identity'), checkpoint.checkpointId],
          [t('servedOn'), channels.length === 0 ? t('nowhere') : channels.join(', ')],
          [t('made'), formats.dateTime(checkpoint.createdAt)],
          [
            t('size'),
            formats.number(artifact.bytes / 1e6, {
              style: 'unit',
              unit: 'megabyte',
              maximumSignificantDigits: 3,
            }),
          ],
          [t('hash'), <Hash key="hash" value={artifact.sha256} />],
          [t('recipe'), lineage.recipe],
          [
            t('run'),
            lineage.runId === undefined ? undefined : (
              <a href={`#/runs/${lineage.runId}`}>{lineage.runId}</a>
            ),
          ],
          [t('seed'), String(lineage.seed)],
          [t('code'), lineage.codeVersion],
          [t('machine'), lineage.machine],
        ]}
      />
      {names.length > 0 && (
        <details className="fold">
          <summary>{t('measured', { count: names.length })}</summary>
          <Facts
            facts={names.map((name) => [
              name,
              formats.number(metrics[name] ?? 0, { maximumSignificantDigits: 4 }),
            ])}
          />
        </details>
      )}
    </section>
  );
}

function Hash({ value }: { readonly value: string }) {
  const t = useOperatorTexts();
  return (
    <span className="hash">
      <code>{value}</code>
      <CopyButton text={value} label={t('copy')} done={t('copied')} />
    </span>
  );
}
