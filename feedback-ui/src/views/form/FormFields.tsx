import { TextField } from '../../components/TextField';
import { MOST_AXES, withNewAxis, type FormDraft } from '../../domain/formDraft';
import { AxisFields } from './AxisFields';
import { RankFields } from './RankFields';
import { TaskChoice } from './TaskChoice';
import { Tick } from './Tick';
import { useTexts } from './texts';

export interface Locks {
  /** People have rated by the task. */
  readonly task: boolean;
  /** Names of axes by whose scale items are scored. */
  readonly scales: ReadonlySet<string>;
}

export const NO_LOCKS: Locks = { task: false, scales: new Set() };

interface FormFieldsProps {
  readonly draft: FormDraft;
  readonly locks: Locks;
  readonly onChange: (draft: FormDraft) => void;
}

/** What raters are asked for, as its manager says it. */
export function FormFields({ draft, locks, onChange }: FormFieldsProps) {
  const t = useTexts();
  const change = (part: Partial<FormDraft>): void => {
    onChange({ ...draft, ...part });
  };
  return (
    <>
      <TaskChoice
        task={draft.task}
        locked={locks.task}
        onChange={(task) => {
          change({ task });
        }}
      />
      {draft.task === 'RANK' && <RankFields draft={draft} onChange={onChange} />}
      {draft.task !== 'DEMONSTRATE' && (
        <>
          <fieldset className="axes">
            <legend>{t('axes')}</legend>
            <p className="hint">{t('axesHint')}</p>
            {draft.axes.map((axis) => (
              <AxisFields
                key={axis.key}
                {...{ draft, axis, onChange }}
                locked={axis.name !== '' && locks.scales.has(axis.name)}
              />
            ))}
            <div>
              <button
                type="button"
                className="button"
                disabled={draft.axes.length >= MOST_AXES}
                onClick={() => {
                  onChange(withNewAxis(draft));
                }}
              >
                {t('addAxis')}
              </button>
            </div>
          </fieldset>
          <div className="fields from-top">
            <TextField
              label={t('flags')}
              hint={t('flagsHint')}
              rows={3}
              dir="auto"
              value={draft.flags}
              onChange={(event) => {
                change({ flags: event.target.value });
              }}
            />
            <TextField
              label={t('highlights')}
              hint={t('highlightsHint')}
              rows={3}
              dir="auto"
              value={draft.highlights}
              onChange={(event) => {
                change({ highlights: event.target.value });
              }}
            />
          </div>
          <Tick
            on={draft.correction}
            text={t('correction')}
            hint={t('correctionHint')}
            onChange={(correction) => {
              change({ correction });
            }}
          />
        </>
      )}
      <Tick
        on={draft.comment}
        text={t('comment')}
        hint={t('commentHint')}
        onChange={(comment) => {
          change({ comment });
        }}
      />
    </>
  );
}
