import { CopyButton } from '../../components/CopyButton';
import { useShellTexts } from '../shell/texts';
import { useTexts } from './texts';

/** A token that was made, shown this once. */
export function MadeToken({ text }: { readonly text: string }) {
  const t = useTexts();
  const shell = useShellTexts();
  return (
    <div className="box" role="status">
      <p>{t('made')}</p>
      <code className="secret" dir="ltr" data-testid="token">
        {text}
      </code>
      <div>
        <CopyButton text={text} label={shell('copy')} done={shell('copied')} />
      </div>
    </div>
  );
}
