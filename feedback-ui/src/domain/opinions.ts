import type { Message } from './project';

/** What may be said of an item, whatever is asked of it. */
export type Said = 'LEFT' | 'RIGHT' | 'TIE' | 'BOTH_BAD' | 'SKIP' | 'RANKED' | 'WRITTEN';

export interface AskedAxis {
  readonly name: string;
  readonly label: string;
  readonly lowest: number;
  readonly highest: number;
}

/** What raters of an item are asked for. */
export interface AskedForm {
  readonly task: 'COMPARE' | 'RANK' | 'DEMONSTRATE';
  readonly axes: readonly AskedAxis[];
  readonly flags: readonly string[];
  readonly comment: boolean;
  readonly correction: boolean;
  /** For what spans of an answer may be marked. */
  readonly highlights: readonly string[];
}

export interface Highlight {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
  readonly comment?: string | null | undefined;
}

/** What was said of one answer by itself. */
export interface Remarks {
  readonly scores?: Readonly<Record<string, number>> | null | undefined;
  readonly flags?: readonly string[] | null | undefined;
  readonly highlights?: readonly Highlight[] | null | undefined;
}

/** Something to be sent of an item: only what its form asks for. */
export interface NewOpinion {
  readonly verdict?: Said;
  readonly strength?: number;
  readonly comment?: string;
  readonly ranking?: readonly (readonly number[])[];
  readonly answers?: readonly Remarks[];
  readonly correction?: { readonly position: number; readonly text: string };
  readonly demonstration?: string;
}

export interface Person {
  readonly pseudonym: string;
  readonly name?: string | null | undefined;
  readonly you: boolean;
}

export interface Note {
  readonly id: string;
  readonly rater: string;
  readonly author: Person;
  readonly text: string;
  readonly writtenAt: string;
  readonly seenAt?: string | null | undefined;
}

export const FLAG_REASONS = [
  'UNCLEAR_PROMPT',
  'HARMFUL',
  'PERSONAL_DATA',
  'BROKEN_ANSWER',
  'WRONG_LANGUAGE',
  'NEEDS_KNOWLEDGE',
  'OTHER',
] as const;
export type FlagReason = (typeof FLAG_REASONS)[number];

export type ReviewState = 'NONE' | 'FLAGGED' | 'ADJUDICATED' | 'VOID' | 'SUPERSEDED';

/** The name of an answer by its place: A, B, C, … */
export const letterOf = (place: number): string => String.fromCharCode(65 + place);

/** What people read of a conversation in a list: its last turn. */
export const questionOf = (prompt: readonly Message[]): string => prompt.at(-1)?.content ?? '';

/** The seven steps and both bad, as values of a choice: `LEFT3` … `TIE` … `RIGHT3`, `BOTH_BAD`. */
export const STEPS = [
  'LEFT3',
  'LEFT2',
  'LEFT1',
  'TIE',
  'RIGHT1',
  'RIGHT2',
  'RIGHT3',
  'BOTH_BAD',
] as const;
export type Step = (typeof STEPS)[number];

export function stepOf(verdict: Said, strength: number): Step | undefined {
  const step = verdict === 'LEFT' || verdict === 'RIGHT' ? `${verdict}${strength}` : verdict;
  return STEPS.find((known) => known === step);
}

export function opinionOf(step: Step): { readonly verdict: Said; readonly strength: number } {
  const side = /^(LEFT|RIGHT)([123])$/.exec(step);
  return side
    ? { verdict: side[1] as Said, strength: Number(side[2]) }
    : { verdict: step as Said, strength: 0 };
}

/** Places from 1 for each answer, 0 for one that was not ranked; from groups, the best first. */
export function placesOf(ranking: readonly (readonly number[])[], answers: number): number[] {
  return Array.from(
    { length: answers },
    (_, answer) => ranking.findIndex((group) => group.includes(answer)) + 1,
  );
}

/** Groups, the best first, from places; equal places are ties, 0 is left out. */
export function rankingOf(places: readonly number[]): number[][] {
  const used = [...new Set(places.filter((place) => place > 0))].sort((one, other) => one - other);
  return used.map((place) =>
    places.flatMap((candidate, answer) => (candidate === place ? [answer] : [])),
  );
}

/** "B > A = C", letters from the best to the worst. */
export const rankingText = (ranking: readonly (readonly number[])[]): string =>
  ranking.map((group) => group.map(letterOf).join(' = ')).join(' > ');
