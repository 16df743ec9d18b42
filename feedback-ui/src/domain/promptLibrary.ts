import type {
  LogEntry,
  Prompt,
  PromptDiff,
  PromptLabel,
  PromptVersion,
  ShownPrompt,
} from './prompts';
import type { Comparison, PromptRun, RunCase, RunRow, Side } from './promptRuns';

/** What the page needs of the registry's prompts. Every method rejects with a `ProblemError` and with nothing else. */
export interface PromptLibrary {
  prompts(): Promise<readonly Prompt[]>;
  prompt(name: string): Promise<ShownPrompt>;
  version(name: string, version: number): Promise<PromptVersion>;
  diff(name: string, from: number, to: number): Promise<PromptDiff>;
  log(name: string): Promise<readonly LogEntry[]>;
  moveLabel(name: string, label: string, version: number, reason: string): Promise<PromptLabel>;
  /** Versions stay. */
  removeLabel(name: string, label: string): Promise<void>;
  /** Out of sight; the command line brings it back. */
  deletePrompt(name: string): Promise<void>;
  /** For good, with its rows. */
  deleteRun(id: string): Promise<void>;
  /** Newest first; of one prompt, or all. */
  runs(prompt?: string): Promise<readonly PromptRun[]>;
  run(id: string): Promise<PromptRun>;
  /** Cases by number, those behind `after`. */
  cases(id: string, failedOnly: boolean, after: number): Promise<readonly RunCase[]>;
  row(id: string, position: number): Promise<RunRow>;
  compare(before: Side, after: Side): Promise<Comparison>;
}
