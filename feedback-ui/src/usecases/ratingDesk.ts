import { SHORTEST_LOOK_MS } from '../domain/assignment';
import { emptyDraft, missingIn, ratingOf, type Draft } from '../domain/draft';
import { verdictOnly } from '../domain/form';
import type { Entry, TabMessage, Tabs } from '../domain/outbox';
import type { Problem } from '../domain/problem';
import { SKIP, type Choice, type SkipReason } from '../domain/verdict';
import { without } from '../domain/without';
import { DeskBoard } from './deskBoard';
import { DeskItems, type ItemTools } from './deskItems';
import { heldIn, type DeskState, type Held } from './deskState';
import { DeskUndo } from './deskUndo';
import type { OutboxNews } from './outbox';

/** The item is gone for this person (lease over, item complete or withdrawn). */
const ITEM_GONE = [404, 409, 410, 422];

export interface DeskTools extends ItemTools {
  readonly tabs: Tabs;
  readonly newKey: () => string;
  readonly owner: string;
}

/**
 * One person's desk in one project: takes items, gives ratings to the outbox and shows at once what comes next.
 * Its state is a value that views subscribe to; every method may be called at any time and does nothing when the
 * phase does not allow it, so that no key or click can act on an item that is not on the screen.
 */
export class RatingDesk {
  private readonly board: DeskBoard;
  private readonly items: DeskItems;
  private readonly taking: DeskUndo;
  private ends: readonly (() => void)[] = [];

  constructor(
    private readonly projectId: string,
    private readonly tools: DeskTools,
  ) {
    this.board = new DeskBoard(tools.clock);
    this.items = new DeskItems(projectId, tools, this.board);
    this.taking = new DeskUndo(tools, this.board, this.items, () => {
      this.tellMoved();
      return this.takeAnew();
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => this.board.subscribe(listener);

  readonly current = (): DeskState => this.board.state;

  async start(): Promise<void> {
    const { outbox, tabs } = this.tools;
    this.end();
    this.board.run += 1;
    const { run } = this.board;
    this.board.update({ phase: { kind: 'loading' }, waiting: 0, signedOut: false });
    await outbox.open();
    if (run !== this.board.run) {
      return;
    }
    this.ends = [
      outbox.subscribe((news) => {
        this.onNews(news);
      }),
      tabs.hear((message) => {
        this.onTold(message);
      }),
    ];
    this.lookAtOutbox();
    await Promise.all([outbox.flush(), this.items.takeNext(), this.refreshProgress()]);
  }

  /** Ends the desk's work. What waits in the outbox is sent by whoever opens it next. */
  stop(): void {
    this.end();
    this.board.run += 1;
    this.tools.outbox.close();
  }

  private end(): void {
    this.board.cancel();
    this.ends.forEach((end) => {
      end();
    });
    this.ends = [];
  }

  /** The person goes elsewhere: others may have what was handed out to them. */
  async giveBack(): Promise<void> {
    await this.items.giveBack(true);
    this.tellMoved();
  }

  /** The page goes away: what was handed out in advance goes back, what is on the desk is there after a reload. */
  leave(): void {
    void this.items.giveBack(false);
    this.tellMoved();
  }

  /** A pause: nothing is kept from others, and what was begun is kept for later. */
  async rest(): Promise<void> {
    this.board.run += 1;
    const back = this.giveBack();
    this.board.enter({ kind: 'resting' });
    await back;
  }

  /** A verdict on what is on the desk. It is sent at once where nothing else is asked for; `SKIP` always is. */
  async rate(choice: Choice): Promise<void> {
    const held = this.readyToRate();
    if (held) {
      const draft = { ...without(held.draft, 'skipReason'), choice };
      if (verdictOnly(held.assignment.form) || choice.verdict === 'SKIP') {
        await this.give(held, draft);
      } else {
        this.write(draft);
      }
    }
  }

  /** Passes what is on the desk on to others, and says why. */
  async skip(skipReason: SkipReason): Promise<void> {
    const held = this.readyToRate();
    if (held) {
      await this.give(held, { ...held.draft, choice: SKIP, skipReason });
    }
  }

  /** Sends what the person has said, when nothing of it is missing. */
  async send(): Promise<void> {
    const held = this.readyToRate();
    const missing = held && missingIn(held.assignment.form, held.draft);
    if (missing) {
      this.board.tell({ fault: { kind: 'missing', missing } });
    } else if (held) {
      await this.give(held, held.draft);
    }
  }

  /** Keeps what the person says of the item on the desk, until it is rated. */
  write(draft: Draft): void {
    const { phase, fault } = this.board.state;
    if (phase.kind === 'open') {
      this.tools.drafts.keep(phase.held.assignment, draft);
      const state =
        fault?.kind === 'missing' ? without(this.board.state, 'fault') : this.board.state;
      this.board.update({ ...state, phase: { kind: 'open', held: { ...phase.held, draft } } });
    }
  }

  /** Takes the last rating back while the service allows it. */
  async undo(): Promise<void> {
    await this.taking.back();
  }

  /** Repeats what failed: sending what waits, or the question for the next item. */
  async retry(): Promise<void> {
    const { kind } = this.board.state.phase;
    const nothingHere = ['failed', 'empty', 'resting', 'waiting'].includes(kind);
    await Promise.all([this.tools.outbox.flush(), ...(nothingHere ? [this.takeAll()] : [])]);
  }

  /** The person has signed in again; everything is where it was. */
  async signedInAgain(): Promise<void> {
    this.tools.tabs.tell({ kind: 'signedIn' });
    await this.goOn();
  }

  private async goOn(): Promise<void> {
    this.board.update({ ...this.board.state, signedOut: false });
    await this.tools.outbox.resume();
    await (heldIn(this.board.state.phase) ? this.refreshProgress() : this.takeAll());
  }

  private readyToRate(): Held | undefined {
    const { phase } = this.board.state;
    const open = phase.kind === 'open' ? phase.held : undefined;
    return open && this.tools.clock.now() - open.shownAt >= SHORTEST_LOOK_MS ? open : undefined;
  }

  private async give(held: Held, draft: Draft): Promise<void> {
    const { outbox, clock, newKey, owner, drafts } = this.tools;
    const { assignment } = held;
    this.board.enter({ kind: 'keeping', held: { ...held, draft } });
    const { run } = this.board;
    const kept = await outbox.keep({
      key: newKey(),
      owner,
      projectId: this.projectId,
      assignment,
      rating: ratingOf(assignment, draft),
      draft,
      at: clock.now(),
      sent: false,
    });
    drafts.keep(assignment, emptyDraft(assignment.answers.length));
    if (run !== this.board.run) {
      return;
    }
    this.board.tell(kept ? {} : { fault: { kind: 'notKept' } });
    const shown = this.items.showAhead();
    await outbox.flush();
    if (!shown) {
      await this.items.takeNext();
    }
  }

  private onTold(message: TabMessage): void {
    if (message.kind === 'moved' && message.projectId === this.projectId) {
      void this.takeAnew();
    } else if (message.kind === 'signedIn' && this.board.state.signedOut) {
      void this.goOn();
    }
  }

  private onNews(news: OutboxNews): void {
    switch (news.kind) {
      case 'changed':
        this.lookAtOutbox();
        break;
      case 'accepted':
        void this.items.fetchAhead();
        break;
      case 'refused':
        this.onRefused(news.entry, news.problem);
        break;
    }
  }

  private lookAtOutbox(): void {
    const { outbox } = this.tools;
    const { problem, signedOut } = outbox.current();
    const waiting = outbox.waiting(this.projectId).length;
    const last = outbox.last(this.projectId);
    const before = this.board.state;
    this.board.update({
      ...without(before, 'last', 'waitingFor'),
      waiting,
      signedOut: signedOut || before.signedOut,
      ...(last && { last }),
      ...(problem && waiting > 0 && { waitingFor: problem }),
    });
    if (last?.receipt && last.receipt.ratingId !== before.last?.receipt?.ratingId) {
      void this.refreshProgress();
    }
    this.lookAtItem(before.waiting > waiting);
  }

  private lookAtItem(fewerWait: boolean): void {
    const { phase } = this.board.state;
    const { entries } = this.tools.outbox.current();
    const rated = (leaseId: string) => entries.some((one) => one.assignment.leaseId === leaseId);
    if (phase.kind === 'open' && rated(phase.held.assignment.leaseId)) {
      // Another tab was faster.
      void this.takeAnew();
    } else if (fewerWait && (phase.kind === 'waiting' || phase.kind === 'failed')) {
      void this.items.takeNext();
    }
  }

  /** Refused for certain: what was said becomes a draft again. */
  private onRefused(entry: Entry, problem: Problem): void {
    this.tools.drafts.keep(entry.assignment, entry.draft);
    if (entry.projectId !== this.projectId) {
      return;
    }
    if (ITEM_GONE.includes(problem.status)) {
      this.board.tell({ notice: { kind: 'gone', problem } });
      void this.refreshProgress();
    } else {
      this.board.tell({ fault: { kind: 'problem', problem } });
      void this.takeAnew();
    }
  }

  /** What was handed out may be another now: asks from the beginning. */
  private async takeAnew(): Promise<void> {
    if (this.board.state.phase.kind !== 'resting') {
      await this.takeAll();
    }
  }

  private async takeAll(): Promise<void> {
    await Promise.all([this.items.takeNext(), this.refreshProgress()]);
  }

  private tellMoved(): void {
    this.tools.tabs.tell({ kind: 'moved', projectId: this.projectId });
  }

  /** Progress is an ornament: when it cannot be had, the last one stays and the rating goes on. */
  private async refreshProgress(): Promise<void> {
    const progress = await this.tools.service.progress(this.projectId).catch(() => undefined);
    if (progress && this.ends.length > 0) {
      this.board.update({ ...this.board.state, progress });
    }
  }
}
