/** What a comparison begins with, as it was typed. */
export interface Setup {
  readonly project: string;
  readonly one: string;
  readonly other: string;
  readonly blind: boolean;
  readonly temperature: string;
  readonly topP: string;
  readonly maxNewTokens: string;
}

const KEPT = 'attune.playground';
const FIRST: Setup = {
  project: '',
  one: 'production',
  other: '',
  blind: true,
  temperature: '0.8',
  topP: '1',
  maxNewTokens: '128',
};

export const numberOr = (typed: string, otherwise: number): number => {
  const number = Number(typed);
  return typed.trim() === '' || !Number.isFinite(number) ? otherwise : number;
};

/** The setup of before, in this tab; `model` is what somebody wants to try. */
export function keptSetup(model: string | undefined): Setup {
  const kept = sessionStorage.getItem(KEPT);
  const before = kept === null ? FIRST : { ...FIRST, ...(JSON.parse(kept) as Partial<Setup>) };
  return model === undefined ? before : { ...before, other: model };
}

/** Keeps it for the next comparison in this tab. */
export function keepSetup(setup: Setup): void {
  sessionStorage.setItem(KEPT, JSON.stringify(setup));
}
