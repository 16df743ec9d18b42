import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { lineageGraph } from '../../domain/checkpoints';
import { Problem } from '../operate/Problem';
import { useOperatorTexts } from '../operate/texts';
import { useServices } from '../services';
import { LineageList } from './LineageList';

const LineageFigure = lazy(() => import('./LineageFigure'));

/** Where a checkpoint comes from and what came of it: a graph to walk, and the same as a list. */
export function Lineage({ id }: { readonly id: string }) {
  const t = useOperatorTexts();
  const { operator, approvals } = useServices();
  const lineage = useQuery({ queryKey: ['lineage', id], queryFn: () => operator.lineage(id) });
  const all = useQuery({ queryKey: ['checkpoints'], queryFn: () => operator.checkpoints() });
  const served = useQuery({ queryKey: ['served'], queryFn: () => approvals.served() });
  const graph = useMemo(
    () =>
      lineage.data && all.data && served.data
        ? lineageGraph(lineage.data, all.data, served.data)
        : undefined,
    [lineage.data, all.data, served.data],
  );
  return (
    <section className="block" aria-labelledby="lineage">
      <h2 id="lineage">{t('lineage')}</h2>
      <Problem error={lineage.error ?? all.error ?? served.error} retry={lineage.refetch} />
      {graph && (
        <>
          <Suspense fallback={<div className="lineage-figure" aria-busy="true" />}>
            <LineageFigure graph={graph} here={id} />
          </Suspense>
          <LineageList graph={graph} here={id} />
        </>
      )}
    </section>
  );
}
