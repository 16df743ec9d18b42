import { TO_RANK, type FormDraft } from '../../domain/formDraft';
import { useFormats } from '../../i18n/useFormats';
import { Count, numbers } from './Count';
import { useTexts } from './texts';

interface RankFieldsProps {
  readonly draft: FormDraft;
  readonly onChange: (draft: FormDraft) => void;
}

/** How many answers are ranked, and how many of them must be. */
export function RankFields({ draft, onChange }: RankFieldsProps) {
  const t = useTexts();
  const { number } = useFormats();
  const { answers } = draft;
  return (
    <div className="fields">
      <Count
        label={t('answers')}
        value={answers}
        options={numbers(TO_RANK.fewest, TO_RANK.most, number)}
        onChange={(wanted) => {
          onChange({ ...draft, answers: wanted, top: draft.top < wanted ? draft.top : 0 });
        }}
      />
      <Count
        label={t('top')}
        value={draft.top}
        options={[
          { value: 0, text: t('topAll') },
          ...numbers(1, answers - 1, (count) => t('topBest', { count })),
        ]}
        onChange={(top) => {
          onChange({ ...draft, top });
        }}
      />
    </div>
  );
}
