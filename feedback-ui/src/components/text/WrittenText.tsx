import type { Mark } from './marks';

interface WrittenTextProps {
  readonly source: string;
  readonly marks?: readonly Mark[] | undefined;
}

/** A text sign by sign, as it was written. */
export function WrittenText({ source, marks = [] }: WrittenTextProps) {
  const cuts = new Set([0, source.length, ...marks.flatMap(({ start, end }) => [start, end])]);
  const sorted = [...cuts].filter((cut) => cut <= source.length).sort((a, b) => a - b);
  return (
    <div className="text" dir="auto">
      {sorted.slice(1).map((end, index) => {
        const start = sorted[index] ?? 0;
        const mark = marks.find((one) => one.start <= start && start < one.end);
        const text = source.slice(start, end);
        return mark ? (
          <mark key={start} data-from={start} title={mark.reason}>
            {text}
          </mark>
        ) : (
          <span key={start} data-from={start}>
            {text}
          </span>
        );
      })}
    </div>
  );
}
