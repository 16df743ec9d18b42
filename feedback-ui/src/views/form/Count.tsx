import { useId } from 'react';

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly options: readonly { readonly value: number; readonly text: string }[];
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** One of a few numbers. */
export function Count({ label, value, options, disabled = false, onChange }: CountProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="choice"
        value={value}
        disabled={disabled}
        onChange={(event) => {
          onChange(Number(event.target.value));
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The numbers from the first to the last as they are written. */
export const numbers = (
  from: number,
  to: number,
  write: (value: number) => string,
): CountProps['options'] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    value: from + index,
    text: write(from + index),
  }));
