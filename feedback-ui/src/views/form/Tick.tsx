interface TickProps {
  readonly on: boolean;
  readonly text: string;
  readonly hint: string;
  readonly onChange: (on: boolean) => void;
}

/** Something that is asked for or not. */
export function Tick({ on, text, hint, onChange }: TickProps) {
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <span>
        {text} <span className="hint">{hint}</span>
      </span>
    </label>
  );
}
