interface GuidelinesProps {
  readonly text: string;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
}

/** What the project asks of its raters. */
export function Guidelines({ text, open, onToggle }: GuidelinesProps) {
  if (text.trim() === '') {
    return null;
  }
  return (
    <details
      className="guidelines"
      open={open}
      onToggle={(event) => {
        onToggle(event.currentTarget.open);
      }}
    >
      <summary>
        Guidelines <kbd aria-hidden="true">G</kbd>
      </summary>
      <div className="text">{text}</div>
    </details>
  );
}
