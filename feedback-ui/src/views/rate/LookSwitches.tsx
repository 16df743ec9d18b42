import { useTexts } from './texts';
import type { Look } from './useLook';

interface LookSwitchesProps {
  readonly look: Look;
  /** Whether there are two answers that can be compared. */
  readonly differences: boolean;
}

/** How the texts are shown. */
export function LookSwitches({ look, differences }: LookSwitchesProps) {
  const texts = useTexts();
  const parts = differences ? (['differences', 'written'] as const) : (['written'] as const);
  return (
    <div className="look">
      {parts.map((part) => (
        <button
          key={part}
          type="button"
          className="button quiet small"
          aria-pressed={look[part]}
          onClick={() => {
            look.toggle(part);
          }}
        >
          {texts(part)}
        </button>
      ))}
    </div>
  );
}
