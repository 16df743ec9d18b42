import { Folded } from './Folded';
import { Markdown } from './Markdown';
import type { Mark } from './marks';
import { WrittenText } from './WrittenText';
import '../../styles/text.css';

export interface RichTextProps {
  readonly source: string;
  /** As it was written, sign by sign, instead of as it is meant. */
  readonly written?: boolean | undefined;
  readonly level?: number;
  readonly marks?: readonly Mark[] | undefined;
  /** A long text shows its beginning only, until the person wants all. Absent: never. */
  readonly fold?: { readonly open: boolean; readonly onOpen: () => void } | undefined;
}

/** Text that a person or a model wrote. */
export function RichText({ source, written = false, level, marks, fold }: RichTextProps) {
  const text = written ? (
    <WrittenText source={source} marks={marks} />
  ) : (
    <Markdown source={source} marks={marks} {...(level !== undefined && { level })} />
  );
  return fold ? (
    <Folded source={source} open={fold.open} onOpen={fold.onOpen}>
      {text}
    </Folded>
  ) : (
    text
  );
}
