const LINE = 80;

/** A text of more lines than these is folded. */
export const LONGEST_UNFOLDED = 45;

/** About how many lines a text takes. */
export const linesOf = (text: string): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0);
