import { RichText } from '../../components/text/RichText';
import { useTexts } from './texts';

interface GuidelinesProps {
  readonly text: string;
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** What the project asks of its raters. */
export function Guidelines({ text, open, onToggle }: GuidelinesProps) {
  const texts = useTexts();
  if (text.trim() === '') {
    return null;
  }
  return (
    <details
      className="guidelines"
      open={open}
      onToggle={(event) => {
        if (event.currentTarget.open !== open) {
          onToggle();
        }
      }}
    >
      <summary>
        {texts('guidelines')} <kbd aria-hidden="true">G</kbd>
      </summary>
      <RichText source={text} level={2} />
    </details>
  );
}
