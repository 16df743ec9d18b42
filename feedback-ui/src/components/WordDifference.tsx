import { diffWordsWithSpace } from 'diff';
import { useMemo } from 'react';

interface WordDifferenceProps {
  readonly before: string;
  readonly after: string;
}

/** A text with the words that were taken out struck through and those that came in underlined. */
export function WordDifference({ before, after }: WordDifferenceProps) {
  const parts = useMemo(() => diffWordsWithSpace(before, after), [before, after]);
  return (
    <div className="text word-difference" dir="auto">
      {parts.map(({ value, added, removed }, index) => {
        if (added) {
          return <ins key={index}>{value}</ins>;
        }
        return removed ? <del key={index}>{value}</del> : <span key={index}>{value}</span>;
      })}
    </div>
  );
}
