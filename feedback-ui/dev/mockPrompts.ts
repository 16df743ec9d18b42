import { unknown, type MockAnswer, type MockCall } from './mockRegistry.ts';

const AT = '2026-11-28T12:00:00Z';

const CONTENTS = [
  { system: '', template: 'Which city rules {{ country }}?', examples: [], settings: {} },
  {
    system: 'Answer with the name only.',
    template: 'What is the capital of {{ country }}?',
    examples: [{ user: 'What is the capital of France?', assistant: 'Paris' }],
    settings: { temperature: 0 },
  },
  {
    system: 'Answer with the name only.',
    template: 'Which city is the capital of {{ country }}?',
    examples: [],
    settings: { temperature: 0 },
  },
];

interface Label {
  readonly label: string;
  readonly version: number;
  readonly by: string;
  readonly at: string;
}

/** Changes of the second version, part by part. */
const PARTS = [
  {
    part: 'system',
    changed: true,
    lines: [{ change: 'ADDED', text: 'Answer with the name only.' }],
  },
  {
    part: 'examples',
    changed: true,
    lines: [{ change: 'ADDED', text: 'What is the capital of France? → Paris' }],
  },
  {
    part: 'template',
    changed: true,
    lines: [
      { change: 'REMOVED', text: 'Which city rules {{ country }}?' },
      { change: 'ADDED', text: 'What is the capital of {{ country }}?' },
    ],
  },
  { part: 'settings', changed: true, lines: [{ change: 'ADDED', text: 'temperature: 0' }] },
];

const COUNTRIES = ['Austria', 'Brazil', 'Chad', 'Denmark', 'Egypt', 'Fiji'];

/** Of the first prompt every other case fails, of the second one. */
const passes = (prompt: number, at: number): boolean => (prompt === 0 ? at % 2 === 0 : at !== 5);

const CASES = COUNTRIES.map((country, at) => ({
  number: at + 1,
  title: country,
  cells: [0, 1].map((prompt) => ({
    position: 2 * at + prompt,
    prompt: `capitals v${String(prompt + 1)}`,
    provider: 'attune-tiny',
    repeat: 1,
    state: passes(prompt, at) ? 'PASSED' : 'FAILED',
    score: passes(prompt, at) ? 1 : 0,
    reason: passes(prompt, at) ? '' : 'Expected the capital.',
  })),
}));

const summary = (prompt: number, passed: number) => ({
  prompt: `capitals v${String(prompt)}`,
  provider: 'attune-tiny',
  passed,
  failed: 6 - passed,
  unchecked: 0,
  skipped: 0,
  errors: 0,
  passRate: {
    mean: passed / 6,
    low: Math.max(0, passed / 6 - 0.35),
    high: Math.min(1, passed / 6 + 0.3),
  },
});

const RUN = {
  id: 'run-1',
  suite: 'capitals',
  note: '',
  author: 'id-of-lead',
  at: AT,
  prompts: [1, 2].map((version) => ({
    label: `capitals v${String(version)}`,
    name: 'capitals',
    version,
  })),
  cases: 6,
  rows: 12,
  stored: 12,
  summaries: [summary(1, 3), summary(2, 5)],
};

/** A prompt with two versions and a run of both. */
export class MockPrompts {
  private labels: readonly Label[] = [{ label: 'staging', version: 2, by: 'id-of-lead', at: AT }];
  private log: unknown[] = [];
  private deleted = false;
  private runs = [RUN];

  answer(call: MockCall): MockAnswer {
    const [area, id, ...rest] = call.path;
    return area === 'prompt-runs' ? this.run(call, id, rest) : this.prompt(call, id, rest);
  }

  private prompt(call: MockCall, name: string | undefined, rest: readonly string[]): MockAnswer {
    const [part, which] = rest;
    if (name === undefined) {
      return { status: 200, body: this.deleted ? [] : [this.shown()] };
    }
    if (name !== 'capitals' || this.deleted) {
      return unknown('There is no prompt of the name asked for.');
    }
    switch (part) {
      case undefined:
        return call.method === 'DELETE' ? this.delete() : { status: 200, body: this.whole() };
      case 'versions':
        return { status: 200, body: this.version(Number(which)) };
      case 'diff':
        return { status: 200, body: { from: 1, to: 2, parts: PARTS } };
      case 'log':
        return { status: 200, body: this.log };
      default:
        return this.label(call, which ?? '');
    }
  }

  private label({ method, body, by }: MockCall, label: string): MockAnswer {
    const before = this.labels.find((one) => one.label === label);
    const others = this.labels.filter((one) => one !== before);
    const version = method === 'PUT' ? Number(body.version) : undefined;
    const at = new Date().toISOString();
    this.log = [
      {
        position: this.log.length + 1,
        at,
        by,
        action: version === undefined ? 'LABEL_REMOVED' : 'LABEL_MOVED',
        label,
        ...(version !== undefined && { version, reason: body.reason }),
        ...(before && { previousVersion: before.version }),
      },
      ...this.log,
    ];
    this.labels = version === undefined ? others : [...others, { label, version, by, at }];
    return version === undefined
      ? { status: 204 }
      : { status: 200, body: { label, version, by, at } };
  }

  private delete(): MockAnswer {
    if (this.labels.some(({ label }) => label === 'production')) {
      return {
        status: 409,
        code: 'prompt-served',
        detail:
          'The label production of the prompt capitals leads to a version. Take it away first.',
      };
    }
    this.deleted = true;
    return { status: 204 };
  }

  private shown() {
    return { name: 'capitals', latest: 3, labels: this.labels, changedAt: AT };
  }

  private summary(version: number) {
    const labels = this.labels.filter((one) => one.version === version).map(({ label }) => label);
    return { version, digest: '0'.repeat(64), note: '', author: 'id-of-lead', at: AT, labels };
  }

  private version(version: number) {
    return {
      name: 'capitals',
      ...this.summary(version),
      content: CONTENTS[version - 1],
      variables: ['country'],
    };
  }

  private whole() {
    return { prompt: this.shown(), versions: [3, 2, 1].map((version) => this.summary(version)) };
  }

  private run(call: MockCall, id: string | undefined, rest: readonly string[]): MockAnswer {
    const [part, position] = rest;
    const found = this.runs.find((one) => one.id === id);
    if (id !== undefined && !found) {
      return unknown('There is no run of the id asked for.');
    }
    if (part === 'cases') {
      return { status: 200, body: casesOf(call.query) };
    }
    if (part === 'rows') {
      return { status: 200, body: rowOf(Number(position)) };
    }
    if (part === 'comparison') {
      return { status: 200, body: COMPARISON };
    }
    if (call.method === 'DELETE') {
      this.runs = [];
      return { status: 204 };
    }
    return { status: 200, body: found ?? this.runs };
  }
}

function casesOf(query: URLSearchParams): unknown {
  const failed = query.get('failed') === 'true';
  return CASES.filter(
    ({ number, cells }) =>
      number > Number(query.get('after')) &&
      (!failed || cells.some(({ state }) => state === 'FAILED')),
  );
}

function rowOf(position: number): unknown {
  const one = CASES[Math.floor(position / 2)];
  const cell = one?.cells[position % 2];
  return {
    ...cell,
    number: one?.number,
    title: one?.title,
    variables: { country: one?.title },
    conversation: [{ role: 'user', content: `What is the capital of ${one?.title ?? ''}?` }],
    output: cell?.state === 'PASSED' ? 'That city.' : 'I do not know.',
    error: '',
    checks: [
      { check: 'contains', passed: cell?.state === 'PASSED', skipped: false, reason: cell?.reason },
    ],
    millis: 120,
  };
}

const COMPARISON = {
  cases: 6,
  before: 0.5,
  after: 0.83,
  difference: { mean: 0.33, low: -0.1, high: 0.7 },
  clear: false,
  better: ['Brazil', 'Denmark'],
  worse: [],
  mcNemar: 0.5,
};
