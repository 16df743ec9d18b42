import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Localised } from './Localised';

export interface Option {
  readonly id: string;
  readonly text: string;
}

interface SelectProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly disabled?: boolean;
}

/** One of several, with its label above it. */
export function Select({ label, options, value, onChange, disabled = false }: SelectProps) {
  return (
    <Localised>
      <AriaSelect
        className="field"
        isDisabled={disabled}
        value={value}
        onChange={(id) => {
          if (id !== null) {
            onChange(String(id));
          }
        }}
      >
        <Label>{label}</Label>
        <Button className="choice select">
          <SelectValue className="select-value" />
        </Button>
        <Popover className="popover">
          <ListBox className="options" items={options}>
            {({ id, text }) => (
              <ListBoxItem id={id} className="option" textValue={text}>
                {text}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </AriaSelect>
    </Localised>
  );
}
