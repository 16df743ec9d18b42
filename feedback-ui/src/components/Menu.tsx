import { Button } from 'react-aria-components/Button';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Localised } from './Localised';

export interface MenuChoice {
  readonly id: string;
  readonly text: string;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
}

interface MenuProps {
  /** What the button shows. */
  readonly text: string;
  /** What it is called where the text does not say all; it begins with the text. */
  readonly name?: string;
  readonly className?: string;
  readonly choices: readonly MenuChoice[];
}

/** A button that opens a list of things to do. */
export function Menu({ text, name, className = 'button quiet', choices }: MenuProps) {
  return (
    <Localised>
      <MenuTrigger>
        <Button className={className} {...(name !== undefined && { 'aria-label': name })}>
          {text}
        </Button>
        <Popover className="popover" placement="bottom end">
          <AriaMenu className="options" items={choices}>
            {(choice) => (
              <MenuItem
                id={choice.id}
                className="option"
                textValue={choice.text}
                isDisabled={choice.disabled === true}
                onAction={choice.onChoose}
              >
                {choice.text}
              </MenuItem>
            )}
          </AriaMenu>
        </Popover>
      </MenuTrigger>
    </Localised>
  );
}
