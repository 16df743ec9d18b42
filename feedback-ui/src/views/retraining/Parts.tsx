import type { ReactNode } from 'react';
import { Field } from '../../components/Field';
import type { PolicyDraft } from './draft';

export interface PartProps {
  readonly draft: PolicyDraft;
  readonly onChange: (part: Partial<PolicyDraft>) => void;
}

interface NumberProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A whole number, or nothing. */
export function WholeNumber({ onChange, ...rest }: NumberProps) {
  return (
    <Field
      {...rest}
      inputMode="numeric"
      pattern="[0-9]*"
      autoComplete="off"
      onChange={(event) => {
        onChange(event.target.value);
      }}
    />
  );
}

interface TickProps {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children: ReactNode;
}

export function Tick({ on, onChange, children }: TickProps) {
  return (
    <label className="check wide">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      {children}
    </label>
  );
}
