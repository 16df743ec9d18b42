import { KEY_HELP } from '../domain/keys';
import { Dialog } from './Dialog';
import { useSharedTexts } from './texts';

/** The keys. Loaded when somebody asks for them. */
export default function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const t = useSharedTexts();
  return (
    <Dialog title={t('keys')} forReading onClose={onClose}>
      <table className="key-help">
        <tbody>
          {KEY_HELP.map(([keys, meaning]) => (
            <tr key={meaning}>
              <th scope="row">
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
