// A registry of gates and promotions in memory, in the browser's place of /registry: what the walk needs to see every state, also those
// that take days to come about. It refuses what the registry refuses, in its words.

const HOUR = 3_600_000;
const ago = (hours) => new Date(Date.now() - hours * HOUR).toISOString();
const OTHER = '0b7e3c52-5a1f-4c1d-9a55-6c2f1f0f9d11';
export const CANDIDATE = 'adapter-8899aabbccddeeff';
const SERVED = 'adapter-1122334455667788';
const SHA = { first: 'a1'.repeat(32), second: 'b2'.repeat(32), third: 'c3'.repeat(32) };

const checkpoint = (checkpointId, name, hours) => ({
  checkpointId,
  name,
  kind: 'ADAPTER',
  baseCheckpointId: 'base-4ac97f0a49c78f56',
  artifact: { uri: 's3://a', sha256: 'd4'.repeat(32), bytes: 1_300_000 },
  tokenizerSha256: 'e5'.repeat(32),
  lineage: {
    runId: 'ppo-3f2a91',
    recipe: 'ppo',
    parents: ['base-4ac97f0a49c78f56', 'reward-77aa77aa77aa77aa'],
    inputs: [],
    seed: 7,
    configuration: {},
    codeVersion: 'v1',
    machine: 'cpu',
  },
  metrics: {},
  createdAt: ago(hours),
});

const result = (gate, outcome, measured, required, samples, sentence, figures = {}) => ({
  evaluationId: `gates-1-${gate}`,
  runId: 'gates-1',
  projectId: 'p',
  checkpointId: CANDIDATE,
  opponentCheckpointId: SERVED,
  gate,
  outcome,
  ...(measured && {
    measured: { mean: measured[0], low: measured[1], high: measured[2] },
    required,
  }),
  samples,
  figures,
  sentence,
  at: ago(2),
});

const gatesAt = (winRate) => [
  result(
    'win-rate',
    'passed',
    winRate,
    0.5,
    200,
    `It wins ${winRate[0]} of the comparisons, and its lower bound ${winRate[1]} is at least 0.5.`,
    { ties: 0.08 },
  ),
  result(
    'arena',
    'error',
    undefined,
    undefined,
    0,
    'It could not be computed: nobody has rated within 72 hours.',
  ),
  result(
    'safety',
    'passed',
    [0.02, -0.01, 0.05],
    -0.05,
    120,
    'It refuses 0.98 of what it must and answers 0.96 of what it may.',
  ),
  result(
    'capability',
    'inconclusive',
    [-0.03, -0.09, 0.04],
    -0.05,
    60,
    'Its accuracy may have fallen by more than 0.05: 60 questions are too few to tell.',
  ),
  result('format', 'passed', [1.12, 1.02, 1.23], 1.4, 200, 'Its answers are 1.12 times as long.', {
    lists: 0.02,
    headings: 0,
    repeats: 0.01,
  }),
  result(
    'bias',
    'failed',
    [0.21, 0.15, 0.27],
    0.1,
    40,
    'Its answers differ by 0.21 more between groups, above the margin of 0.1.',
  ),
];

const POLICY = {
  winRate: { judge: 'outside', prompts: 200, maxNewTokens: 64, atLeast: 0.5 },
  arena: { prompts: 40, ratingsEach: 3, leastRaters: 5, atLeast: 0.45, maxHours: 72 },
  safety: { cases: [], margin: 0.05, maxNewTokens: 64 },
  capability: { texts: [], choices: [{}], lossMargin: 0.1, accuracyMargin: 0.05 },
  format: { prompts: 200, maxNewTokens: 64, shortest: 0.7, longest: 1.4, risesBy: 0.15 },
  bias: { templates: [], groups: [], margin: 0.1, maxNewTokens: 64 },
  dryRun: ['arena', 'capability', 'bias'],
  approval: { people: 2 },
};

/** Stands for the registry on a page; `signedIn` is the id of who is. Gives what was asked of it. */
export async function stubRegistry(page, signedIn) {
  let me = signedIn;
  let winRate = [0.62, 0.55, 0.69];
  let sha = SHA.first;
  let lose = 0;
  const asked = [];
  const answered = new Map();
  const promotion = (proposalId, changes) => ({
    proposalId,
    projectId: 'p',
    channel: 'production',
    checkpointId: CANDIDATE,
    reason: 'It passed 3 gates of the project beside what production served.',
    by: 'policy:gates',
    at: ago(3),
    state: 'OPEN',
    decisions: [],
    ...changes,
  });
  const decision = (by, approved, reason, hours) => ({
    by,
    approved,
    reason,
    at: ago(hours),
    evidence: { sha256: SHA.third },
  });
  let promotions = [
    promotion('promotion-5555555555555555', {
      state: 'LAPSED',
      checkpointId: 'adapter-5555555555555555',
      at: ago(90),
      overBecause:
        'Channel production serves adapter-1122334455667788 now, beside which the gates of adapter-5555555555555555 were not measured.',
    }),
    promotion('promotion-8888888888888888', {}),
    promotion('promotion-9999999999999999', {
      checkpointId: 'adapter-9999999999999999',
      decisions: [decision(OTHER, true, 'Read forty of its answers.', 1)],
    }),
    promotion('promotion-2222222222222222', {
      by: me,
      checkpointId: 'adapter-2222222222222222',
      reason: 'A shorter answer is what people ask for.',
    }),
    promotion('promotion-3333333333333333', {
      state: 'PROMOTED',
      checkpointId: SERVED,
      at: ago(60),
      decisions: [
        decision(OTHER, true, 'Read forty of its answers.', 59),
        decision(me, true, 'Kinder, and as right.', 58),
      ],
    }),
    promotion('promotion-4444444444444444', {
      state: 'REJECTED',
      checkpointId: 'adapter-4444444444444444',
      at: ago(80),
      decisions: [decision(OTHER, false, 'It insults people who ask twice.', 79)],
    }),
  ];
  let gates = { projectId: 'p', version: 3, policy: POLICY, changedBy: OTHER, changedAt: ago(400) };
  const attempt = (attemptId, checkpointId, number, state, results, by = 'policy:gates') => ({
    attemptId,
    projectId: 'p',
    checkpointId,
    opponentId: SERVED,
    number,
    policy: POLICY,
    policyVersion: 3,
    by,
    at: ago(2),
    state,
    results,
  });
  let attempts = [
    {
      attempt: attempt(
        'gates-3',
        'adapter-2222222222222222',
        1,
        'MEASURING',
        gatesAt(winRate).slice(0, 1),
      ),
      sentence: 'Waits for safety, format.',
    },
    {
      attempt: attempt('gates-1', CANDIDATE, 1, 'PASSED', gatesAt(winRate)),
      sentence: 'Each gate that blocks has passed.',
    },
    {
      attempt: attempt('gates-0', 'adapter-4444444444444444', 1, 'BLOCKED', [
        result(
          'win-rate',
          'failed',
          [0.41, 0.34, 0.48],
          0.5,
          200,
          'It wins 0.41 of the comparisons.',
        ),
      ]),
      sentence: 'win-rate: It wins 0.41 of the comparisons.',
    },
  ];
  const evidence = (checkpointId) => ({
    channel: 'production',
    checkpoint: checkpoint(checkpointId, 'ppo-3f2a91', 4),
    servedCheckpointId: SERVED,
    policyVersion: gates.version,
    gates: gatesAt(winRate),
    dryRun: POLICY.dryRun,
  });
  const shown = (one) => ({
    proposal: one,
    ...(one.state === 'OPEN' && {
      wanted: 2,
      evidence: evidence(one.checkpointId),
      evidenceSha256: sha,
    }),
  });
  const refuse = (status, code, detail) => [status, { status, title: code, code, detail }];

  function decide(one, approved, body) {
    if (body.evidenceSha256 !== sha) {
      return refuse(
        412,
        'evidence-changed',
        'The evidence has changed since you looked, or you name another one; look again before you decide.',
      );
    }
    const made = { by: me, approved, reason: body.reason, at: ago(0), evidence: { sha256: sha } };
    const decisions = [...one.decisions, made];
    const state = approved ? (decisions.length >= 2 ? 'PROMOTED' : 'OPEN') : 'REJECTED';
    const after = { ...one, decisions, state };
    promotions = promotions.map((other) => (other === one ? after : other));
    return [202, shown(after)];
  }

  function change(body, match) {
    if (match !== `"${gates.version}"`) {
      return refuse(
        412,
        'gates-changed',
        `The gates of p were changed meanwhile: they are at version ${gates.version}, not ${match}. Read them again.`,
      );
    }
    const least = body.policy.winRate?.atLeast ?? 0.5;
    if (least <= 0 || least >= 1) {
      return refuse(400, 'bad-request', `winRate.atLeast must lie between 0 and 1 but is ${least}`);
    }
    gates = {
      ...gates,
      policy: body.policy,
      version: gates.version + 1,
      changedBy: me,
      changedAt: ago(0),
    };
    return [200, gates];
  }

  function measure({ checkpointId }) {
    if (attempts.some((one) => one.attempt.checkpointId === checkpointId)) {
      return refuse(
        409,
        'gates-measured',
        'It was measured at these gates beside what is served (gates-1); measuring until it passes would prove nothing. Change the gates, or train it better.',
      );
    }
    const begun = {
      attempt: attempt('gates-9', checkpointId, 1, 'AWAITING_JUDGE', [], me),
      sentence: 'The reward model that is to judge is being made.',
    };
    attempts = [begun, ...attempts];
    return [202, begun];
  }

  let channel = {
    channel: 'production',
    version: 7,
    checkpointId: SERVED,
    previousCheckpointId: 'base-4ac97f0a49c78f56',
    since: ago(58),
  };
  const served = (checkpointId, reason, hours, by = OTHER) => ({
    channel: 'production',
    checkpointId,
    reason,
    by,
    at: ago(hours),
  });
  let history = [
    served(SERVED, 'Kinder, and as right.', 58),
    served('base-4ac97f0a49c78f56', 'the first', 90),
  ];
  let canaries = [];

  /** What changes a channel names its version. */
  function onChannel(what, body) {
    if (body.version !== undefined && body.version !== channel.version) {
      return refuse(409, 'channel-changed', 'The channel was changed meanwhile; look at it again.');
    }
    channel = { ...channel, version: channel.version + 1 };
    const [last] = canaries;
    switch (what) {
      case 'POST canary':
        canaries = [
          {
            canaryId: 'canary-1',
            channel: 'production',
            checkpointId: body.checkpointId,
            productionId: SERVED,
            share: body.share,
            settings: { margin: 0, alpha: 0.05, maxPeople: 5000, maxHours: 168 },
            reason: body.reason,
            by: me,
            startedAt: ago(0),
            figures: {
              met: { production: 812, canary: 96 },
              voted: { production: 240, canary: 31 },
              liked: { production: 0.52, canary: 0.61 },
              difference: 0.09,
              low: -0.04,
              high: 0.22,
              blocks: 31,
              harmed: ['slow'],
            },
          },
        ];
        return [201, canaries[0]];
      case 'PUT canary share':
        canaries = [{ ...last, share: body.share }];
        return [200, canaries[0]];
      case 'POST canary end':
        canaries = [
          { ...last, end: { outcome: 'ended', reason: body.reason, by: me, at: ago(0) } },
        ];
        return [200, canaries[0]];
      case 'POST rollback':
        channel = { ...channel, checkpointId: body.checkpointId, previousCheckpointId: SERVED };
        history = [served(body.checkpointId, body.reason, 0, me), ...history];
        return [201, history[0]];
      case 'POST stop':
        channel = { ...channel, stopped: { reason: body.reason, by: me, at: ago(0) } };
        return [200, channel];
      case 'POST resumption': {
        const { stopped, ...answering } = channel;
        channel = stopped ? answering : channel;
        return [200, channel];
      }
      case 'GET canary all':
        channel = { ...channel, version: channel.version - 1 };
        return [200, canaries];
      default:
        channel = { ...channel, version: channel.version - 1 };
        return [200, channel];
    }
  }

  function answer(method, path, body, headers) {
    const [first, id, what, hash] = path;
    const one = promotions.find(({ proposalId }) => proposalId === id);
    const project = id !== undefined;
    if (first === 'channels') {
      return onChannel([method, ...path.slice(2)].join(' '), body ?? {});
    }
    switch (`${method} ${first} ${what ?? ''}`.trim()) {
      case 'GET approvals':
        return project
          ? one
            ? [200, shown(one)]
            : refuse(404, 'approval-unknown', `There is no promotion ${id} to decide on.`)
          : [200, promotions];
      case 'POST approvals': {
        const asked = promotion('promotion-7777777777777777', { by: me, reason: body.reason });
        promotions = [asked, ...promotions];
        return [202, shown(asked)];
      }
      case 'POST promotions':
        return refuse(
          409,
          'approval-needed',
          `2 people must stand behind serving ${body.checkpointId}: ask for its approval.`,
        );
      case 'GET promotions':
        return [200, id === undefined ? history.slice(0, 1) : history];
      case 'GET approvals evidence':
        return [
          200,
          {
            ...evidence(one.checkpointId),
            // As the registry keeps it: what is absent is null.
            gates: gatesAt([0.58, 0.51, 0.65]).map((one) => ({ measured: null, ...one })),
            policyVersion: 2,
            sha: hash,
          },
        ];
      case 'POST approvals approval':
        return decide(one, true, body);
      case 'POST approvals rejection':
        return decide(one, false, body);
      case 'GET gates':
        return [200, gates];
      case 'PUT gates':
        return change(body, headers['if-match']);
      case 'GET gates attempts':
        return [200, attempts];
      case 'POST gates attempts':
        return measure(body);
      case 'GET checkpoints':
        return [
          200,
          project
            ? { ...checkpoint(id, 'ppo-1a2b3c', 70), evaluations: [], channels: ['production'] }
            : [
                checkpoint(CANDIDATE, 'ppo-3f2a91', 4),
                checkpoint('adapter-9999999999999999', 'ppo-9f9f9f', 1),
              ],
        ];
      default:
        return [200, []];
    }
  }

  await page.route('**/registry/api/**', async (route) => {
    const request = route.request();
    const method = request.method();
    const path = new URL(request.url()).pathname
      .replace(/^.*\/registry\/api\//, '')
      .split('/')
      .map(decodeURIComponent);
    const headers = request.headers();
    const key = headers['idempotency-key'];
    const body = request.postDataJSON();
    if (method !== 'GET') {
      asked.push({ method, path: path.join('/'), key, match: headers['if-match'], body });
    }
    const [status, said] =
      (key !== undefined && answered.get(key)) || answer(method, path, body, headers);
    if (key !== undefined && status < 300) {
      answered.set(key, [status, said]);
    }
    if (method !== 'GET' && lose > 0) {
      lose -= 1;
      await route.abort();
      return;
    }
    await route.fulfill({
      status,
      contentType: status < 300 ? 'application/json' : 'application/problem+json',
      body: JSON.stringify(said),
    });
  });

  return {
    asked,
    decisionsOf: (id) => promotions.find(({ proposalId }) => proposalId === id).decisions.length,
    /** Somebody else has signed in. */
    isNow(other) {
      me = other;
    },
    /** Another measurement came in. */
    changeEvidence() {
      winRate = [0.56, 0.51, 0.61];
      sha = SHA.second;
    },
    /** Somebody else changes the gates. */
    changeGates() {
      gates = { ...gates, version: gates.version + 1, changedBy: OTHER, changedAt: ago(0) };
    },
    /** The next answer does not arrive, although what was asked is done. */
    loseAnswer() {
      lose = 1;
    },
  };
}
