import { CopyButton } from './CopyButton';
import { useSharedTexts } from './texts';

/** A command to type, ready to be copied. */
export function Command({ line }: { readonly line: string }) {
  const t = useSharedTexts();
  return (
    <div className="command">
      <code dir="ltr">{line}</code>
      <CopyButton text={line} label={t('copy')} done={t('copied')} />
    </div>
  );
}
