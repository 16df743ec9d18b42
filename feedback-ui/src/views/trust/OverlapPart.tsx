import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import type { Overlap, VersionedOverlap } from '../../domain/trust';
import { useServices } from '../services';
import { useTexts } from './texts';

const keyOf = (project: string) => ['overlap', project];

/** Whether a pair gets a fixed number of ratings, or more where doubt is left. */
export function OverlapPart(props: { readonly project: string; readonly ratings: number }) {
  const { trust } = useServices();
  const { project } = props;
  const { data, error, refetch } = useQuery({
    queryKey: keyOf(project),
    queryFn: () => trust.overlap(project),
    staleTime: Infinity,
  });
  if (!data) {
    return <Alert problem={error} retry={() => void refetch()} />;
  }
  return (
    <OverlapForm
      key={data.version}
      project={project}
      seen={data}
      first={data.overlap.fewest > 0 ? data.overlap : firstOf(props.ratings)}
    />
  );
}

const firstOf = (ratings: number): Overlap => ({
  fewest: Math.max(2, Math.min(ratings, 98)),
  most: Math.max(2, Math.min(ratings, 98)) + 2,
  belief: 0.95,
});

interface OverlapFormProps {
  readonly project: string;
  readonly seen: VersionedOverlap;
  readonly first: Overlap;
}

function OverlapForm({ project, seen, first }: OverlapFormProps) {
  const t = useTexts();
  const { trust } = useServices();
  const queries = useQueryClient();
  const [adaptive, setAdaptive] = useState(seen.overlap.fewest > 0);
  const [typed, setTyped] = useState({
    fewest: String(first.fewest),
    most: String(first.most),
    belief: String(Math.round(first.belief * 100)),
  });
  const { mutate, isPending, error, isSuccess } = useMutation({
    mutationFn: () =>
      trust.setOverlap(
        project,
        adaptive
          ? {
              fewest: Number(typed.fewest),
              most: Number(typed.most),
              belief: Number(typed.belief) / 100,
            }
          : undefined,
        seen.version,
      ),
    onSuccess: (now) => {
      queries.setQueryData(keyOf(project), now);
    },
  });
  const field = (part: keyof typeof typed, least: number, most: number) => (
    <Field
      label={t(part)}
      hint={t(`${part}Hint`)}
      type="number"
      min={least}
      max={most}
      required
      value={typed[part]}
      onChange={(event) => {
        setTyped({ ...typed, [part]: event.target.value });
      }}
    />
  );
  return (
    <form
      className="panel"
      aria-labelledby="overlap"
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <h2 id="overlap">{t('overlap')}</h2>
      <p>{t('overlapLead')}</p>
      <label className="tick">
        <input
          type="checkbox"
          checked={adaptive}
          onChange={(event) => {
            setAdaptive(event.target.checked);
          }}
        />
        <span>{t('adaptive')}</span>
      </label>
      {adaptive && (
        <>
          {field('fewest', 1, 99)}
          {field('most', 2, 100)}
          {field('belief', 51, 99)}
        </>
      )}
      <Alert
        problem={error}
        retry={() => void queries.invalidateQueries({ queryKey: keyOf(project) })}
        retryLabel={t('lookAgain')}
      />
      <div className="actions">
        <span role="status">{isSuccess && t('saved')}</span>
        <button className="button primary" disabled={isPending}>
          {t('save')}
        </button>
      </div>
    </form>
  );
}
