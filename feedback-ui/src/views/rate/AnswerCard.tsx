import { DifferenceText } from '../../components/text/DifferenceText';
import { RichText } from '../../components/text/RichText';
import type { Compared } from '../../components/text/useDifferences';
import { withAnswer, type AnswerDraft, type Draft } from '../../domain/draft';
import { letterOf, type Form } from '../../domain/form';
import type { Image } from '../../domain/project';
import { without } from '../../domain/without';
import { AnswerQuestions } from './AnswerQuestions';
import { CorrectionField } from './CorrectionField';
import { Images } from './Images';
import { Markable } from './Markable';
import { useTexts } from './texts';

interface AnswerCardProps {
  readonly text: string;
  readonly images: readonly Image[];
  readonly position: number;
  readonly form: Form;
  readonly draft: Draft;
  readonly disabled: boolean;
  readonly written: boolean;
  readonly compared: Compared;
  readonly fold: { readonly open: boolean; readonly onOpen: () => void };
  readonly onWrite: (draft: Draft) => void;
}

/** One answer, and what is asked of it alone. */
export function AnswerCard(props: AnswerCardProps) {
  const { position, form, draft, disabled, onWrite, text, images } = props;
  const texts = useTexts();
  const letter = letterOf(position);
  const own = draft.answers[position];
  const change = (by: (answer: AnswerDraft) => AnswerDraft): void => {
    onWrite(withAnswer(draft, position, by));
  };
  return (
    <article
      className={`answer answer-${letter.toLowerCase()}`}
      aria-labelledby={`answer-${letter}`}
    >
      <h2 id={`answer-${letter}`}>
        <span className="badge" aria-hidden="true">
          {letter}
        </span>
        {texts('answer', { letter })}
      </h2>
      {text === '' ? <p className="nothing">{texts('emptyAnswer')}</p> : <AnswerText {...props} />}
      <Images images={images} />
      {own && <AnswerQuestions {...{ letter, form, own, disabled, change }} />}
      {form.correction && text !== '' && (
        <CorrectionField
          {...{ letter, position, text, disabled }}
          correction={draft.correction}
          onCorrect={(correction) => {
            onWrite(correction ? { ...draft, correction } : without(draft, 'correction'));
          }}
        />
      )}
    </article>
  );
}

function AnswerText({
  text,
  position,
  form,
  draft,
  disabled,
  written,
  compared,
  fold,
  onWrite,
}: AnswerCardProps) {
  const texts = useTexts();
  const own = draft.answers[position];
  switch (compared.kind) {
    case 'working':
      return <p aria-busy="true">{texts('comparing')}</p>;
    case 'found': {
      const { first, second } = compared.differences;
      return <DifferenceText runs={position === 0 ? first : second} />;
    }
    case 'tooDifferent':
    case 'off':
      return (
        <>
          {compared.kind === 'tooDifferent' && <p className="hint">{texts('tooDifferent')}</p>}
          {form.highlights.length > 0 && own ? (
            <Markable
              text={text}
              letter={letterOf(position)}
              reasons={form.highlights}
              marks={own.highlights}
              written={written}
              disabled={disabled}
              onMark={(highlights) => {
                onWrite(withAnswer(draft, position, (answer) => ({ ...answer, highlights })));
              }}
            />
          ) : (
            <RichText source={text} written={written} fold={fold} />
          )}
        </>
      );
  }
}
