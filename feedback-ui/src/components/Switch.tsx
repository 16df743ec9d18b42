import type { ReactNode } from 'react';
import { SwitchButton, SwitchField } from 'react-aria-components/Switch';

interface SwitchProps {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly disabled?: boolean;
  /** What is so while it is on. */
  readonly children: ReactNode;
}

/** Something that is so at once when it is switched, without being sent. */
export function Switch({ on, onChange, disabled = false, children }: SwitchProps) {
  return (
    <SwitchField isSelected={on} isDisabled={disabled} onChange={onChange}>
      <SwitchButton className="switch">
        <span className="switch-track" aria-hidden="true" />
        {children}
      </SwitchButton>
    </SwitchField>
  );
}
