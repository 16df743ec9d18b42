/** How somebody comes in, where they are signed in, and which tokens they have made. */
export interface Access {
  waysIn(): Promise<readonly WayIn[]>;
  sessions(): Promise<readonly OpenSession[]>;
  endSession(id: string): Promise<void>;
  endOtherSessions(): Promise<void>;
  tokens(): Promise<readonly Token[]>;
  /** The token's text is told this once. */
  makeToken(token: NewToken): Promise<string>;
  revokeToken(id: string): Promise<void>;
}

/** A provider of identities with which one can sign in. */
export interface WayIn {
  readonly id: string;
  readonly label: string;
  readonly address: string;
}

export interface OpenSession {
  readonly id: string;
  /** `password`, or a provider's name. */
  readonly with: string;
  readonly device: string;
  readonly openedAt: string;
  readonly usedAt?: string | null;
  readonly current: boolean;
}

/** What a token may be good for; the last two are for tokens of all projects. */
export const SCOPES = [
  'projects:read',
  'prompts:write',
  'preferences:write',
  'ratings:read',
  'exports:read',
  'thumbs:write',
  'models:use',
  'registry:read',
] as const;

export type Scope = (typeof SCOPES)[number];

export const scopesFor = (project: string): readonly Scope[] =>
  project === ''
    ? SCOPES
    : SCOPES.filter((scope) => scope !== 'models:use' && scope !== 'registry:read');

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Absent: all projects. */
  readonly projectId?: string;
  readonly days: number;
}

export interface Token {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly projectName?: string | null;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly expiresAt: string;
  readonly usedAt?: string | null;
  readonly revokedAt?: string | null;
}

export type TokenState = 'live' | 'expired' | 'revoked';

export function stateOf(token: Token, now: number): TokenState {
  if (token.revokedAt) {
    return 'revoked';
  }
  return Date.parse(token.expiresAt) <= now ? 'expired' : 'live';
}

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** A browser's long name for itself, in two words that people know; what is not known stays as it is, cut. */
export function shortDevice(agent: string): string {
  const known = [BROWSERS, SYSTEMS].flatMap(
    (names) => names.find(([mark]) => agent.includes(mark))?.[1] ?? [],
  );
  return known.length > 0 ? known.join(' · ') : agent.slice(0, 40);
}
