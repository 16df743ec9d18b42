/** Projects of every way to rate. */
export const MOCK_FORMS: readonly {
  readonly name: string;
  readonly form?: { readonly task: string } & Readonly<Record<string, unknown>>;
}[] = [
  { name: 'Helpful and brief' },
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
  { name: 'Fresh' },
];
