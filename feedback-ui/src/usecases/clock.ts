/** Time as the use cases need it; tests turn it by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `action` once after `delay` milliseconds; the result cancels it. */
  after(delay: number, action: () => void): () => void;
}

/** Browsers fire a timer at once when its delay exceeds 31 bits. */
const LONGEST_DELAY = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delay, action) {
    const timer = setTimeout(action, Math.min(delay, LONGEST_DELAY));
    return () => {
      clearTimeout(timer);
    };
  },
};
