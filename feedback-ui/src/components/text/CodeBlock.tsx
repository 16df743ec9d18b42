import type { Root } from 'hast';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { useEffect, useState, type ReactElement } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { useTexts } from './useTexts';

interface CodeBlockProps {
  readonly code: string;
  readonly language: string;
}

/** Beyond this nobody reads colours, and working them out would stop the page. */
const LONGEST_COLOURED = 50_000;

/** Code in colours, which come when the highlighter is there, and a way to copy it. */
export function CodeBlock({ code, language }: CodeBlockProps) {
  const texts = useTexts();
  const coloured = useColours(code, language);
  return (
    <div className="code-block" dir="ltr">
      <div className="code-head">
        <span>{language}</span>
        <CopyButton text={code} />
      </div>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard */}
      <pre tabIndex={0} role="group" aria-label={texts('code')}>
        <code>
          {coloured ? (toJsxRuntime(coloured, { Fragment, jsx, jsxs }) as ReactElement) : code}
        </code>
      </pre>
    </div>
  );
}

function useColours(code: string, language: string): Root | undefined {
  const [coloured, setColoured] = useState<{ readonly code: string; readonly root: Root }>();
  useEffect(() => {
    let wanted = language !== '' && code.length <= LONGEST_COLOURED;
    if (wanted) {
      // Without a connection it stays without colours.
      import('./highlighter')
        .then(({ colours }) => {
          if (wanted) {
            setColoured({ code, root: colours(code, language) });
          }
        })
        .catch(() => undefined);
    }
    return () => {
      wanted = false;
    };
  }, [code, language]);
  return coloured?.code === code ? coloured.root : undefined;
}

function CopyButton({ text }: { readonly text: string }) {
  const texts = useTexts();
  const [said, setSaid] = useState<'copied' | 'notCopied'>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('copied');
    } catch {
      // Over plain HTTP a browser gives no way to the clipboard.
      setSaid('notCopied');
    }
  };
  return (
    <button type="button" className="link copy" onClick={() => void copy()}>
      <span role="status">{texts(said ?? 'copy')}</span>
    </button>
  );
}
