import { useEffect, useState } from 'react';

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
  readonly done: string;
}

const SAID_FOR_MS = 2_000;

/** Puts a text on the clipboard and says that it is there. */
export function CopyButton({ text, label, done }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) {
      return undefined;
    }
    const timer = setTimeout(() => {
      setCopied(false);
    }, SAID_FOR_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);
  return (
    <button
      type="button"
      className="button quiet"
      onClick={() =>
        void navigator.clipboard.writeText(text).then(() => {
          setCopied(true);
        })
      }
    >
      <span role="status">{copied ? done : label}</span>
    </button>
  );
}
