interface MockProject {
  readonly name: string;
  readonly form: { readonly task: string } & Readonly<Record<string, unknown>>;
}

const PLAIN = {
  task: 'COMPARE',
  answers: 2,
  axes: [],
  flags: [],
  comment: true,
  correction: false,
  highlights: [],
};

/** Projects of every way to rate. */
export const MOCK_FORMS: readonly [MockProject, ...(readonly MockProject[])] = [
  { name: 'Helpful and brief', form: PLAIN },
  {
    name: 'Scores, flags, marks',
    form: {
      task: 'COMPARE',
      answers: 2,
      axes: [
        {
          name: 'helpful',
          label: 'Helpful',
          lowest: 1,
          highest: 5,
          low: 'not at all',
          high: 'very',
        },
        { name: 'honest', label: 'Honest', lowest: 1, highest: 5 },
      ],
      flags: ['harmful', 'untrue'],
      comment: true,
      correction: true,
      highlights: ['wrong', 'unclear'],
    },
  },
  {
    name: 'Four in order',
    form: {
      task: 'RANK',
      answers: 4,
      axes: [],
      flags: ['harmful'],
      comment: true,
      correction: false,
      highlights: [],
    },
  },
  {
    name: 'Answers of your own',
    form: {
      task: 'DEMONSTRATE',
      answers: 0,
      axes: [],
      flags: [],
      comment: false,
      correction: false,
      highlights: [],
    },
  },
  { name: 'Fresh', form: PLAIN },
];

export const GUIDELINES = `Choose the answer that you would rather get.
• A wrong fact outweighs everything else.
• Between two right answers prefer the shorter and friendlier one.
• If both are useless, say so (X); if you cannot judge, skip (S).`;
