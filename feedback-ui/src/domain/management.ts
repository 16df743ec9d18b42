import type { Choosing, Profile } from './choice';
import type { Form } from './form';
import type { ImportResult, NewPrompt, Project } from './project';

/** What managers see of a project beyond what raters do. */
export interface ManagedProject extends Project {
  readonly guidelinesVersion: number;
  readonly ratingsPerItem: number;
  readonly annotators: Annotators;
  readonly form: Form;
  /** One more with each change. */
  readonly version: number;
  readonly createdAt: string;
  readonly archivedAt?: string | null;
}

export type Annotators = 'ALL' | 'MEMBERS';
export type ProjectRole = 'ANNOTATOR' | 'MANAGER';

/** What is to change; what is absent stays. */
export interface ProjectChange {
  readonly name?: string;
  readonly guidelines?: string;
  readonly ratingsPerItem?: number;
  readonly annotators?: Annotators;
  readonly form?: Form;
}

/** A project to begin with. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly guidelines: string;
  readonly ratingsPerItem: number;
  readonly prompts: readonly string[];
}

/** How far a project is, for whoever waits for it. */
export interface ProjectProgress {
  readonly prompts: number;
  /** Prompts whose answers are still being made. */
  readonly waiting: number;
  readonly items: number;
  readonly open: number;
  readonly settled: number;
  readonly ratings: number;
  readonly skipped: number;
  readonly identicalAnswers: number;
}

export interface GuidelinesVersion {
  readonly version: number;
  readonly text: string;
  readonly since: string;
}

export interface SeenGuidelines {
  readonly seen?: number | null;
  readonly current: number;
}

export interface Member {
  readonly name: string;
  readonly role: ProjectRole;
  readonly addedAt: string;
  readonly profile: Profile;
}

export interface Invitation {
  readonly id: string;
  readonly role?: ProjectRole | null;
  readonly roles: readonly string[];
  readonly note: string;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly expiresAt: string;
  readonly state: 'OPEN' | 'USED' | 'REVOKED' | 'EXPIRED';
  readonly usedBy?: string | null;
  /** Only in the answer to the call that made it. */
  readonly secret?: string | null;
}

export interface NewInvitation {
  readonly role: ProjectRole;
  readonly note: string;
  readonly days: number;
}

export interface Person {
  readonly name: string;
  readonly role?: ProjectRole | null;
  readonly ratings: number;
  readonly skipped: number;
  readonly medianMillis?: number | null;
  readonly holds: number;
  readonly lastRatedAt?: string | null;
  readonly byDay: readonly number[];
}

export interface Overview {
  readonly at: string;
  readonly days: readonly string[];
  readonly people: readonly Person[];
  readonly imported: number;
  readonly pace: {
    readonly wanted: number;
    readonly perDay: number;
    readonly doneAt?: string | null;
  };
  readonly agreement: {
    readonly items: number;
    readonly pairs: number;
    readonly equalShare?: number | null;
    readonly alpha?: number | null;
    readonly others: readonly Measured[];
  };
}

/** Whether people say the same in rankings, in scores on an axis or in a flag. */
export interface Measured {
  readonly kind: 'RANKING' | 'SCORE' | 'FLAG';
  readonly name?: string | null;
  readonly units: number;
  readonly pairs: number;
  readonly equalShare?: number | null;
  readonly alpha?: number | null;
}

/** What the page asks of a service about projects, beyond rating. Every method rejects with a `ProblemError` and with nothing else. */
export interface Management extends Choosing {
  templates(): Promise<readonly Template[]>;
  ofTemplate(template: string, name: string, key: string): Promise<ManagedProject>;
  managed(archived: boolean): Promise<readonly ManagedProject[]>;
  project(id: string): Promise<ManagedProject>;
  progress(id: string): Promise<ProjectProgress>;
  /** Changes the project if it is still of this version. */
  change(id: string, version: number, change: ProjectChange): Promise<ManagedProject>;
  /** Keeps an image for the project's prompts and says its hash. */
  addImage(id: string, image: Blob): Promise<string>;
  /** Where an image of the project is. */
  imageAddress(id: string, sha256: string): string;
  copy(id: string, name: string, prompts: boolean, key: string): Promise<ManagedProject>;
  archive(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  addPrompts(id: string, prompts: readonly NewPrompt[], key: string): Promise<ImportResult>;
  guidelines(id: string): Promise<readonly GuidelinesVersion[]>;
  seen(id: string): Promise<SeenGuidelines>;
  see(id: string, version: number): Promise<void>;
  members(id: string): Promise<readonly Member[]>;
  setMember(id: string, name: string, role: ProjectRole): Promise<void>;
  removeMember(id: string, name: string): Promise<void>;
  invitations(id: string): Promise<readonly Invitation[]>;
  invite(id: string, invitation: NewInvitation): Promise<Invitation>;
  revoke(id: string, invitation: string): Promise<void>;
  overview(id: string, days: number, zone: string): Promise<Overview>;
}
