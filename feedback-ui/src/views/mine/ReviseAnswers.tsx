import { RatedImages } from '../../components/rated/RatedImages';
import { useRatedTexts } from '../../components/rated/texts';
import { RichText } from '../../components/text/RichText';
import type { Highlight } from '../../domain/draft';
import type { OwnRating } from '../../domain/history';
import { letterOf, type NewOpinion } from '../../domain/opinions';
import { without } from '../../domain/without';
import { CorrectionField } from '../rate/CorrectionField';
import { Markable } from '../rate/Markable';

interface ReviseAnswersProps {
  readonly rating: OwnRating;
  readonly opinion: NewOpinion;
  readonly onChange: (opinion: NewOpinion) => void;
}

/** The answers themselves, where parts may be marked or one of them corrected, as on the desk. */
export function ReviseAnswers({ rating, opinion, onChange }: ReviseAnswersProps) {
  const t = useRatedTexts();
  const { form, answers, images } = rating;
  const marks = form.highlights.length > 0;
  if (!marks && !form.correction) {
    return null;
  }
  const remarks = answers.map((_, place) => opinion.answers?.[place] ?? {});
  const marksOf = (place: number): readonly Highlight[] =>
    (remarks[place]?.highlights ?? []).map(({ comment, ...mark }) => ({
      ...mark,
      ...(typeof comment === 'string' && { comment }),
    }));
  return answers.map((text, position) => (
    <fieldset key={position} className="remarks">
      <legend>{t('answer', { letter: letterOf(position) })}</legend>
      {marks ? (
        <Markable
          text={text}
          letter={letterOf(position)}
          reasons={form.highlights}
          marks={marksOf(position)}
          written={false}
          disabled={false}
          onMark={(highlights) => {
            onChange({
              ...opinion,
              answers: remarks.map((before, other) =>
                other === position ? { ...before, highlights } : before,
              ),
            });
          }}
        />
      ) : (
        <RichText source={text} />
      )}
      <RatedImages images={images[position] ?? []} />
      {form.correction && text !== '' && (
        <CorrectionField
          letter={letterOf(position)}
          position={position}
          text={text}
          correction={opinion.correction}
          disabled={false}
          onCorrect={(correction) => {
            onChange(correction ? { ...opinion, correction } : without(opinion, 'correction'));
          }}
        />
      )}
    </fieldset>
  ));
}
