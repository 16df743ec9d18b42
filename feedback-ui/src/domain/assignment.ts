import type { Form } from './form';
import type { Image, Message } from './project';

/** An item that is reserved for one person until `expiresAt` (milliseconds since 1970, on this device's clock). */
export interface Assignment {
  readonly leaseId: string;
  readonly itemId: string;
  readonly prompt: readonly Message[];
  readonly form: Form;
  /** By position on the screen. */
  readonly answers: readonly string[];
  /** Of each answer, by its position. */
  readonly images: readonly (readonly Image[])[];
  readonly expiresAt: number;
  readonly guidelines: string;
  readonly guidelinesVersion: number;
}

/** A rating that the service has accepted; it can be taken back until `undoUntil` (milliseconds since 1970, on this device's clock). */
export interface Receipt {
  readonly ratingId: string;
  readonly undoUntil: number;
}

/** Whole seconds from `now` until `until`, never negative. */
export const secondsLeft = (until: number, now: number): number =>
  Math.max(0, Math.ceil((until - now) / 1000));

/** 75 -> "1:15". */
export function clockText(seconds: number): string {
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Below this many seconds the page warns that the reservation ends. */
export const EXPIRY_WARNING_SECONDS = 60;

/**
 * A verdict sooner than this after an item appeared was meant for the one before it (a double click, a key
 * struck twice): nobody has read the new one yet.
 */
export const SHORTEST_LOOK_MS = 350;
