import { unknown, type MockAnswer, type MockCall } from './mockRegistry.ts';

const figure = (mean: number, half: number) => ({ mean, low: mean - half, high: mean + half });

const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

function task(name: string, template: string, system: string, regressions?: string[]) {
  return {
    name,
    base: 'base-4ac97f0a49c78f56',
    adapters: [{ folder: 'adapters/1' }],
    inputs: ['text'],
    prompt: {
      system,
      template,
      separator: ' ',
      style: 'RAW',
      labels: [
        { name: 'negative', id: 'negative', description: '', words: ['bad', 'terrible'] },
        { name: 'positive', id: 'positive', description: '', words: ['good', 'great'] },
      ],
      examples: { given: [{ label: 'positive', variables: { text: 'A delight.' } }] },
      calibration: 'CONTEXTUAL',
    },
    evaluation: {
      data: 'sst-2 test, 400 sentences drawn with seed 7',
      examples: 400,
      metrics: {
        accuracy: figure(0.85, 0.035),
        macroF1: figure(0.84, 0.04),
        ...(regressions && { ece: figure(0.11, 0.02) }),
      },
      before: {
        accuracy: figure(0.62, 0.05),
        ...(regressions && { macroF1: figure(0.6, 0.05), ece: figure(0.04, 0.015) }),
      },
      ...(regressions && {
        note: 'Of 9 measures 1 became worse beyond their own interval (ece), 1 of them beyond chance with all looked at together (Holm): ece.',
        regressions,
      }),
    },
  };
}

interface Decided {
  readonly by: string;
  readonly at: string;
  readonly reason: string;
  readonly checkpointId?: string;
  readonly version?: number;
}

interface Proposal {
  readonly proposalId: string;
  readonly state: string;
  readonly name: string;
  readonly task: unknown;
  readonly artifact: unknown;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly decision?: Decided;
}

interface Promoted {
  readonly channel: string;
  readonly checkpointId: string;
  readonly previousCheckpointId?: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

const proposal = (
  number: number,
  by: string,
  document: ReturnType<typeof task>,
  decision?: Decided,
): Proposal => ({
  proposalId: `proposal-${String(number).repeat(16)}`,
  state: decision ? (decision.version === undefined ? 'REJECTED' : 'APPROVED') : 'PROPOSED',
  name: document.name,
  task: document,
  artifact: { uri: 'attune:sha256/0', sha256: '0'.repeat(64), bytes: 61_234 },
  reason: 'Found by a search of 500 calls.',
  proposedBy: by,
  proposedAt: ago(10 - number),
  ...(decision && { decision }),
});

const approved = (version: number): Decided => ({
  by: 'id-of-review',
  at: ago(8 - version),
  reason: 'The interval is clear of the one before.',
  checkpointId: `task-${String(version).repeat(16)}`,
  version,
});

const ASK = 'Review: {{ text }}\nSentiment:';

/** Tasks in every state, and what their channel served. */
export class MockProposals {
  private proposals: Proposal[] = [
    proposal(
      5,
      'id-of-lead',
      task(
        'reviews',
        'Review: {{ text }}\nIn a word, it is',
        'You sort reviews of films.\nIrony counts as what it means.',
        ['ece'],
      ),
    ),
    proposal(4, 'id-of-review', task('reviews', `A film.\n${ASK}`, '')),
    proposal(3, 'id-of-lead', task('toxicity', 'Text: {{ text }}', ''), {
      by: 'id-of-review',
      at: ago(5),
      reason: 'The examples are from the test set.',
    }),
    proposal(2, 'id-of-lead', task('reviews', ASK, 'You sort reviews.'), approved(2)),
    proposal(1, 'id-of-lead', task('reviews', ASK, ''), approved(1)),
  ];

  private promotions: Promoted[] = [
    {
      channel: 'task-reviews',
      checkpointId: `task-${'1'.repeat(16)}`,
      reason: 'the first',
      by: 'id-of-lead',
      at: ago(4),
    },
  ];

  answer({ method, path, query, body, by }: MockCall): MockAnswer {
    const [area, id, step] = path;
    if (area === 'promotions') {
      return this.promote(method, id, body, by);
    }
    if (id === undefined) {
      const name = query.get('name');
      return {
        status: 200,
        body: this.proposals.filter((one) => name === null || one.name === name),
      };
    }
    const found = this.proposals.find(({ proposalId }) => proposalId === id);
    if (!found) {
      return unknown('There is no such proposal.');
    }
    return method === 'POST' && step !== undefined
      ? this.decide(found, step === 'approval', String(body.reason), by)
      : { status: 200, body: found };
  }

  private decide(found: Proposal, approves: boolean, reason: string, by: string): MockAnswer {
    if (approves && found.proposedBy === by) {
      return {
        status: 403,
        code: 'own-proposal',
        detail: 'Who proposes a task may not approve it; another reviewer must look at it.',
      };
    }
    const version = this.proposals.filter(
      (one) => one.name === found.name && one.decision?.version !== undefined,
    ).length;
    const decision: Decided = {
      by,
      at: ago(0),
      reason,
      ...(approves && {
        checkpointId: `task-${String(version + 1).repeat(16)}`,
        version: version + 1,
      }),
    };
    const decided = { ...found, state: approves ? 'APPROVED' : 'REJECTED', decision };
    this.proposals = this.proposals.map((one) => (one === found ? decided : one));
    return { status: 201, body: decided };
  }

  private promote(
    method: string,
    channel: string | undefined,
    body: Readonly<Record<string, unknown>>,
    by: string,
  ): MockAnswer {
    if (method === 'GET' && channel !== undefined) {
      return { status: 200, body: this.promotions.filter((one) => one.channel === channel) };
    }
    if (method === 'GET') {
      return { status: 200, body: this.promotions.slice(0, 1) };
    }
    const previous = this.promotions[0]?.checkpointId;
    const promoted: Promoted = {
      channel: String(body.channel),
      checkpointId: String(body.checkpointId),
      ...(previous !== undefined && { previousCheckpointId: previous }),
      reason: String(body.reason),
      by,
      at: ago(0),
    };
    this.promotions = [promoted, ...this.promotions];
    return { status: 201, body: promoted };
  }
}
