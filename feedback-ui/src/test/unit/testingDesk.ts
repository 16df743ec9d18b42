import { heldIn } from '../../usecases/deskState';
import { Outbox } from '../../usecases/outbox';
import { RatingDesk } from '../../usecases/ratingDesk';
import { TestingClock } from './testingClock';
import { TestingDevice } from './testingDevice';
import { TestingService } from './testingService';

/** A person at desks: a clock, a device and a service, of which a test asks what it needs. */
export class TestingDesk {
  readonly clock = new TestingClock();
  readonly device = new TestingDevice();
  readonly service: TestingService;
  private keys = 0;

  constructor(
    items: string[] = ['one', 'two', 'three'],
    now: (clock: TestingClock) => number = (clock) => clock.now(),
  ) {
    this.service = new TestingService(items, () => now(this.clock));
  }

  /** A desk in a tab of its own, which has been looked at. */
  async open(): Promise<RatingDesk> {
    const { service, clock, device } = this;
    const tabs = device.tab();
    const owner = 'me';
    const desk = new RatingDesk('project', {
      service,
      clock,
      tabs,
      owner,
      drafts: device,
      outbox: new Outbox({ service, store: device, tabs, clock, owner }),
      newKey: () => `key-${String(++this.keys)}`,
    });
    await desk.start();
    await this.look();
    return desk;
  }

  look(): Promise<void> {
    return this.clock.turn(1_000);
  }

  sentKeys(): readonly string[] {
    return this.service.sent.map(({ key }) => key);
  }

  /** Items of which the service has a rating. */
  rated(): readonly string[] {
    return [...this.service.accepted.values()].map(({ itemId }) => itemId);
  }
}

export const held = (desk: RatingDesk) => heldIn(desk.current().phase);
export const item = (desk: RatingDesk) => held(desk)?.assignment.itemId;
