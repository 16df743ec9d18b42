import { useEffect, useRef } from 'react';

interface FormulaViewProps {
  readonly tex: string;
  readonly display: boolean;
}

/** A formula; until what draws it is there, and when it cannot be drawn, as it was written. */
export function FormulaView({ tex, display }: FormulaViewProps) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let shown = true;
    import('./formulas')
      .then(({ draw }) => {
        if (shown && place.current) {
          draw(tex, display, place.current);
        }
      })
      .catch(() => undefined);
    return () => {
      shown = false;
    };
  }, [tex, display]);
  return (
    <span className={display ? 'formula formula-display' : 'formula'} dir="ltr">
      <span ref={place} key={tex}>
        {tex}
      </span>
    </span>
  );
}
