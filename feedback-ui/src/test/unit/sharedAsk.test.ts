import { describe, expect, it } from 'vitest';
import { SharedAsk } from '../../usecases/sharedAsk';
import { TestingClock } from './testingClock';

describe('what is asked for once', () => {
  const ask = () => {
    const kept = new Map<string, string>();
    const clock = new TestingClock();
    const store = {
      getItem: (place: string) => kept.get(place) ?? null,
      setItem: (place: string, value: string) => void kept.set(place, value),
    };
    return { clock, tab: () => new SharedAsk('runs', store, clock) };
  };

  it('has one key for two clicks, a lost answer and a reload', async () => {
    const { clock, tab } = ask();
    const first = tab();
    const key = first.keyOf('ppo');
    expect(first.keyOf('ppo')).toBe(key);
    await clock.turn(1000);
    expect(tab().keyOf('ppo')).toBe(key);
    expect(tab().keyOf('dpo')).not.toBe(key);
  });

  it('has one key for two tabs that stood open, and another for who asks anew', async () => {
    const { clock, tab } = ask();
    const [one, other] = [tab(), tab()];
    await clock.turn(1000);
    const key = one.keyOf('ppo');
    one.answered(key);
    expect(other.keyOf('ppo')).toBe(key);
    await clock.turn(1000);
    expect(tab().keyOf('ppo')).not.toBe(key);
  });
});
