import type { Invitation } from './management';

/** What an administrator asks of the service. Every method rejects with a `ProblemError` and with nothing else. */
export interface Administration {
  accounts(): Promise<readonly Account[]>;
  createAccount(account: NewAccount): Promise<Account>;
  changeAccount(name: string, change: AccountChange): Promise<Account>;
  resetPassword(name: string, password: string): Promise<void>;
  endSessions(name: string): Promise<void>;
  /** Entries before a position, the newest first. */
  auditEntries(filter: AuditFilter, before?: number): Promise<readonly AuditEntry[]>;
  verifyAudit(): Promise<AuditVerification>;
  providers(): Promise<readonly Provider[]>;
  testProvider(id: string): Promise<ProviderTest>;
  rooms(): Promise<readonly Room[]>;
  topicAges(): Promise<readonly TopicAge[]>;
  /** Those that lead to no project. */
  invitations(): Promise<readonly Invitation[]>;
  invite(invitation: NewAccountInvitation): Promise<Invitation>;
  revokeInvitation(id: string): Promise<void>;
}

export interface Account {
  readonly name: string;
  readonly roles: readonly string[];
  readonly mustChangePassword: boolean;
  readonly disabled: boolean;
  readonly provider?: string | null;
  /** Roles that the person's groups at the provider give; they are changed there. */
  readonly groupRoles?: readonly string[] | null;
}

export interface NewAccount {
  readonly name: string;
  readonly password: string;
  readonly roles: readonly string[];
}

/** A link that gives its account these roles. */
export interface NewAccountInvitation {
  readonly roles: readonly string[];
  readonly note: string;
  readonly days: number;
}

export interface AccountChange {
  readonly roles?: readonly string[];
  readonly disabled?: boolean;
}

/** What a person may be; programs have tokens. */
export const ROLES = ['annotator', 'reviewer', 'engineer', 'administrator'] as const;

export type RoleName = (typeof ROLES)[number];

export const isRole = (text: string): text is RoleName => ROLES.some((role) => role === text);

/** Entries of the audit log that are asked for at a time. */
export const AUDIT_PAGE = 50;

export interface AuditFilter {
  readonly actor: string;
  readonly text: string;
}

export interface AuditEntry {
  readonly position: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
}

export interface AuditVerification {
  readonly intact: boolean;
  readonly entries: number;
  readonly lastHash: string;
  readonly firstBroken?: number | null;
}

export interface Provider {
  readonly id: string;
  readonly label: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly hasSecret: boolean;
  readonly groupsClaim: string;
  readonly groupRoles: readonly string[];
  readonly everybody: readonly string[];
  readonly redirectAddress: string;
}

export interface ProviderTest {
  readonly works: boolean;
  readonly steps: readonly {
    readonly name: string;
    readonly works: boolean;
    readonly detail: string;
  }[];
}

export interface Room {
  readonly room: string;
  readonly state: 'UP' | 'DOWN' | 'AWAY';
  /** Of its build. */
  readonly version?: string | null;
  readonly checks: readonly {
    readonly name: string;
    readonly up: boolean;
    readonly detail: string;
  }[];
  readonly outboxWaiting?: number | null;
  readonly outboxSetApart?: number | null;
  readonly deadLetters?: number | null;
}

/** How fresh a topic of the bus is; without a time it has no record. */
export interface TopicAge {
  readonly topic: string;
  readonly newestAt?: string | null;
}
