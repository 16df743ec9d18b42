import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Localised } from './Localised';

interface ComboBoxProps {
  readonly label: string;
  /** What is offered while somebody writes; anything else may be written, too. */
  readonly offers: readonly string[];
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A field with offers, of which one is chosen or none. */
export function ComboBox({ label, offers, value, onChange }: ComboBoxProps) {
  return (
    <Localised>
      <AriaComboBox
        className="field"
        allowsCustomValue
        isRequired
        menuTrigger="input"
        inputValue={value}
        onInputChange={onChange}
        defaultItems={offers.map((id) => ({ id }))}
      >
        <Label>{label}</Label>
        <div className="combo">
          <Input autoCapitalize="none" spellCheck={false} />
          <Button className="combo-open select" />
        </div>
        <Popover className="popover">
          <ListBox<{ readonly id: string }> className="options">
            {({ id }) => (
              <ListBoxItem id={id} className="option" textValue={id}>
                {id}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </AriaComboBox>
    </Localised>
  );
}
