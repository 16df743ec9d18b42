interface AnswerColumnProps {
  readonly side: 'A' | 'B';
  readonly text: string;
}

/** One answer in full. Text only: nothing that a model writes is ever taken as markup. */
export function AnswerColumn({ side, text }: AnswerColumnProps) {
  return (
    <article className={`answer answer-${side.toLowerCase()}`} aria-labelledby={`answer-${side}`}>
      <h2 id={`answer-${side}`}>
        <span className="badge" aria-hidden="true">
          {side}
        </span>
        Answer {side}
      </h2>
      {text === '' ? (
        <p className="nothing">(an empty answer)</p>
      ) : (
        <div className="text">{text}</div>
      )}
    </article>
  );
}
