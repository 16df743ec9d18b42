import type { Entry } from '../domain/outbox';
import { outcomeUnknown, toProblem, type Problem } from '../domain/problem';
import type { DeskBoard } from './deskBoard';
import type { DeskItems, ItemTools } from './deskItems';
import { heldIn, type Phase } from './deskState';

/** Takes the last rating of a desk back. */
export class DeskUndo {
  constructor(
    private readonly tools: ItemTools,
    private readonly board: DeskBoard,
    private readonly items: DeskItems,
    /** What is handed out to the person is another now. */
    private readonly takeAnew: () => Promise<void>,
  ) {}

  async back(): Promise<void> {
    const { last, phase } = this.board.state;
    const busy = phase.kind === 'loading' || phase.kind === 'keeping';
    if (busy || !last || (last.receipt && this.tools.clock.now() >= last.receipt.undoUntil)) {
      return;
    }
    const { run } = this.board;
    this.board.enter({ kind: 'loading' });
    try {
      const entry = await this.tools.outbox.takeBack(last.key);
      if (run === this.board.run) {
        await this.onTakenBack(entry);
      }
    } catch (thrown) {
      await this.onFailed(run, toProblem(thrown), { last, phase });
    }
  }

  private async onTakenBack(entry: Entry | undefined): Promise<void> {
    if (entry) {
      this.tools.drafts.keep(entry.assignment, entry.draft);
      this.board.tell({ notice: { kind: 'takenBack', entry } });
    }
    await this.takeAnew();
  }

  private async onFailed(
    run: number,
    problem: Problem,
    { last, phase }: { readonly last: Entry; readonly phase: Phase },
  ): Promise<void> {
    if (run !== this.board.run || this.items.endedSession(problem, phase)) {
      return;
    }
    if (!outcomeUnknown(problem)) {
      if (!last.receipt) {
        this.tools.drafts.keep(last.assignment, last.draft);
      }
      await this.tools.outbox.forget([last]);
    }
    this.board.tell({ fault: { kind: 'problem', problem } });
    this.board.enter(phase);
    const held = heldIn(phase);
    if (held) {
      this.items.watchExpiry(held);
    } else {
      this.board.later(() => this.items.takeNext());
    }
  }
}
