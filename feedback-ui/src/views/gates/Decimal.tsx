import { useState } from 'react';
import { Field } from '../../components/Field';
import { decimalOf } from '../../domain/gates';
import { useOperatorTexts } from '../operate/texts';

interface DecimalProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A number as somebody types it: half of one is none yet, and keeps the form from being sent. */
export function Decimal({ label, hint, value, onChange }: DecimalProps) {
  const t = useOperatorTexts();
  const [typed, setTyped] = useState<string>();
  const text = typed !== undefined && decimalOf(typed) === value ? typed : undefined;
  const wrong = typed !== undefined && decimalOf(typed) === undefined;
  return (
    <Field
      label={label}
      {...(hint !== undefined && { hint })}
      inputMode="decimal"
      autoComplete="off"
      required
      aria-invalid={wrong}
      value={wrong ? typed : (text ?? String(value))}
      onChange={(event) => {
        setTyped(event.target.value);
        const number = decimalOf(event.target.value);
        event.target.setCustomValidity(number === undefined ? t('wantsNumber') : '');
        if (number !== undefined) {
          onChange(number);
        }
      }}
    />
  );
}
