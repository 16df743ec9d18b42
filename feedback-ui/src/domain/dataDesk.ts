/** What goes out of a project and comes in: exports, files, webhooks. */
export interface DataDesk {
  exports(projectId: string): Promise<ExportsOffered>;
  /** Manifest and card of an export, which read all of it. */
  manifest(projectId: string, wish: ExportWish): Promise<Manifest>;
  card(projectId: string, wish: ExportWish): Promise<string>;
  /** Where the browser gets the file. */
  exportAddress(projectId: string, wish: ExportWish, whole: boolean): string;
  uploads(projectId: string): Promise<readonly Upload[]>;
  upload(projectId: string, id: string): Promise<Upload>;
  beginUpload(projectId: string, kind: UploadKind, name: string, bytes: number): Promise<Upload>;
  sendPiece(projectId: string, id: string, offset: number, piece: Blob): Promise<Upload>;
  enterUpload(projectId: string, id: string, publishPrompts: boolean): Promise<Upload>;
  removeUpload(projectId: string, id: string): Promise<void>;
  webhooks(projectId: string): Promise<readonly Webhook[]>;
  createWebhook(projectId: string, url: string, events: readonly string[]): Promise<NewWebhook>;
  setWebhookEnabled(projectId: string, id: string, enabled: boolean): Promise<Webhook>;
  renewWebhookSecret(projectId: string, id: string): Promise<NewWebhook>;
  removeWebhook(projectId: string, id: string): Promise<void>;
  testWebhook(projectId: string, id: string): Promise<Delivery>;
  deliveries(projectId: string, id: string): Promise<readonly Delivery[]>;
  replay(projectId: string, id: string, delivery: string): Promise<void>;
}

export interface ExportsOffered {
  readonly sizes: {
    readonly settled: number;
    readonly open: number;
    readonly prompts: number;
    readonly heldOut: number;
    readonly answers: number;
  };
  readonly forms: readonly { readonly form: string; readonly extension: string }[];
}

export interface ExportWish {
  readonly form: string;
  readonly split: 'TRAIN' | 'HELD_OUT';
  readonly open: boolean;
  readonly undecided: boolean;
  /** A day such as 2026-01-31; empty: everything. */
  readonly since: string;
}

export interface Manifest {
  readonly files: readonly {
    readonly path: string;
    readonly split: string;
    readonly rows: number;
    readonly bytes: number;
    readonly sha256: string;
  }[];
  readonly leftOut: Readonly<Record<string, number>>;
}

export type UploadKind = 'PREFERENCES' | 'PROMPTS';
export type UploadState = 'RECEIVING' | 'CHECKING' | 'CHECKED' | 'ENTERING' | 'ENTERED' | 'FAILED';

export interface BadRow {
  readonly line: number;
  readonly sentence: string;
}

export interface Sample {
  readonly line: number;
  readonly prompt: string;
  readonly answers: readonly string[];
  readonly says: string;
}

export interface Findings {
  readonly form: string;
  readonly good: number;
  readonly answers: number;
  readonly bad: number;
  readonly badLines: readonly BadRow[];
  readonly unused: Readonly<Record<string, number>>;
  readonly sample: readonly Sample[];
}

export interface Upload {
  readonly id: string;
  readonly kind: UploadKind;
  readonly name: string;
  readonly bytes: number;
  readonly received: number;
  readonly state: UploadState;
  readonly failure?: string | null;
  readonly findings?: Findings | null;
  readonly done: number;
  readonly entered: number;
  readonly refused: number;
  readonly refusals: readonly BadRow[];
  readonly createdAt: string;
}

/** Whether an upload goes on by itself. */
export const isWorking = ({ state }: Upload): boolean =>
  state === 'CHECKING' || state === 'ENTERING';

export const EVENTS = [
  'rating.given',
  'rating.revised',
  'rating.withdrawn',
  'ranking.given',
  'ranking.revised',
  'demonstration.given',
  'preference.settled',
  'preference.retracted',
  'project.changed',
] as const;

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly createdAt: string;
  readonly disabledAt?: string | null;
  readonly disabledBecause?: string | null;
}

export interface NewWebhook {
  readonly webhook: Webhook;
  readonly secret: string;
}

export interface Delivery {
  readonly id: string;
  readonly type: string;
  readonly happenedAt: string;
  readonly attempts: number;
  readonly nextAt?: string | null;
  readonly deliveredAt?: string | null;
  readonly lastStatus?: number | null;
  readonly lastError?: string | null;
}
