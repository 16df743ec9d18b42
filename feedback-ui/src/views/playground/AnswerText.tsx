import { lazy, Suspense, useDeferredValue } from 'react';

const RichText = lazy(async () => {
  const { RichText: component } = await import('../../components/text/RichText');
  return { default: component };
});

/** What somebody said, as it is meant; while it still comes, what reads it stays behind rather than holding the screen up. */
export function AnswerText({ text, level }: { readonly text: string; readonly level: number }) {
  const shown = useDeferredValue(text);
  return (
    <div className="answer-text" dir="auto">
      <Suspense fallback={<div className="text">{text}</div>}>
        <RichText source={shown} level={level} />
      </Suspense>
    </div>
  );
}
