import { useState } from 'react';
import { letterOf } from '../../domain/opinions';
import type { Image } from '../../domain/project';
import { RichText } from '../text/RichText';
import { RatedImages } from './RatedImages';
import { useRatedTexts } from './texts';

interface AnswersProps {
  readonly answers: readonly string[];
  /** Of each answer. */
  readonly images: readonly (readonly Image[])[];
  /** Places of those that are held to be the best. */
  readonly best: readonly number[];
}

/** Answers beside each other, under their letters, with the best ones marked by a word and a line. */
export function Answers({ answers, images, best }: AnswersProps) {
  const t = useRatedTexts();
  const [open, setOpen] = useState(false);
  const fold = {
    open,
    onOpen: () => {
      setOpen(true);
    },
  };
  return (
    <div className="rated-answers">
      {answers.map((answer, place) => (
        <div
          key={place}
          role="group"
          className="rated-answer"
          data-best={best.includes(place) || undefined}
          aria-label={t('answer', { letter: letterOf(place) })}
        >
          <p className="rated-letter">
            <strong>{letterOf(place)}</strong>
            {best.includes(place) && <span className="chip">{t('preferred')}</span>}
          </p>
          <div className="rated-text">
            <RichText source={answer} fold={fold} />
          </div>
          <RatedImages images={images[place] ?? []} />
        </div>
      ))}
    </div>
  );
}

/** Places of the best answers of an opinion. */
export function bestOf(opinion: {
  readonly verdict: string;
  readonly ranking: readonly (readonly number[])[];
}): readonly number[] {
  switch (opinion.verdict) {
    case 'LEFT':
      return [0];
    case 'RIGHT':
      return [1];
    case 'RANKED':
      return opinion.ranking[0] ?? [];
    default:
      return [];
  }
}
