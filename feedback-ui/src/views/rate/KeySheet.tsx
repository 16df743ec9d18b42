import { useEffect, useRef, useState } from 'react';
import type { Task } from '../../domain/form';
import {
  COMMANDS,
  conflictOf,
  DEFAULT_KEYS,
  fits,
  mayBeKey,
  meantKey,
  type Command,
  type Keys,
} from '../../domain/keys';
import { useShellTexts } from '../shell/texts';
import { useTexts } from './texts';

interface KeySheetProps {
  readonly keys: Keys;
  readonly task: Task;
  readonly onChange: (keys: Keys) => void;
  readonly onClose: () => void;
}

/** The keys and what they do, and a way to change them; Escape closes it and gives the focus back. */
export function KeySheet({ keys, task, onChange, onClose }: KeySheetProps) {
  const texts = useTexts();
  const shell = useShellTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const [changing, setChanging] = useState<Command>();
  const [fault, setFault] = useState('');
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const choose = (command: Command, key: string): void => {
    const taken = conflictOf(keys, command, key);
    if (!mayBeKey(key)) {
      setFault(texts('notAKey'));
    } else if (taken) {
      setFault(texts('conflict', { key: key.toUpperCase(), command: texts(`command-${taken}`) }));
    } else {
      onChange({ ...keys, [command]: key });
      setFault('');
      setChanging(undefined);
    }
  };

  return (
    <dialog ref={dialog} className="key-help" aria-labelledby="key-help-title" onClose={onClose}>
      <h2 id="key-help-title">{texts('keysTitle')}</h2>
      <p className="lead">{texts('keysLead')}</p>
      <p className="fault" role="alert">
        {fault}
      </p>
      <table>
        <tbody>
          {COMMANDS.filter((command) => fits(command, task)).map((command) => (
            <tr key={command}>
              <td>
                <kbd>{keys[command].toUpperCase()}</kbd>
              </td>
              <th scope="row">{texts(`command-${command}`)}</th>
              <td>
                <button
                  type="button"
                  className="link"
                  aria-label={texts('changeOf', { command: texts(`command-${command}`) })}
                  onClick={() => {
                    setChanging(command);
                    setFault('');
                  }}
                  onBlur={() => {
                    setChanging(undefined);
                  }}
                  onKeyDown={(event) => {
                    const own = ['Escape', 'Tab', 'Enter', 'Shift'].includes(event.key);
                    if (changing === command && !own) {
                      event.preventDefault();
                      const { key, shiftKey: shift, nativeEvent } = event;
                      choose(command, meantKey({ key, shift, code: nativeEvent.code }));
                    }
                  }}
                >
                  {texts(changing === command ? 'pressKey' : 'change')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint">{texts('alsoKeys')}</p>
      <form method="dialog">
        <button
          type="button"
          className="button quiet"
          onClick={() => {
            onChange(DEFAULT_KEYS);
            setFault('');
          }}
        >
          {texts('defaults')}
        </button>
        <button className="button primary">{shell('close')}</button>
      </form>
    </dialog>
  );
}
