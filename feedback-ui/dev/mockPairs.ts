/** Made-up pairs that show the page's cases: short, long, code, markup, another script, an empty answer. */
export const PAIRS = [
  {
    prompt: [{ role: 'user', content: 'How do I keep basil alive on a windowsill?' }],
    left: `Basil likes light and warmth. Put it on the **sunniest** sill you have, water it from below when the top of the soil feels dry, and pick the top leaves often: that makes it branch instead of flowering.

If it came from a supermarket, split the bundle into three or four pots. There are far too many seedlings in one.`,
    right: `Basil (**Ocimum basilicum**) is a culinary herb of the family Lamiaceae. It is native to tropical regions from central Africa to Southeast Asia. It is a tender plant, and is used in cuisines worldwide. There are many varieties of basil.

To keep it alive you should water it. You should also give it light. You should not give it too much water. You should not give it too little water either.

Basil can be green or purple. In conclusion, basil is a plant that can be kept on a windowsill if it is kept well.`,
  },
  {
    prompt: [
      { role: 'system', content: 'Answer in at most three sentences. Use plain words.' },
      {
        role: 'user',
        content:
          'What does this do?\n\n  for x in xs:\n      if x not in seen:\n          seen.add(x)\n          yield x',
      },
      {
        role: 'assistant',
        content: 'It yields each element of xs once, in the order in which it first occurs.',
      },
      { role: 'user', content: 'And why a set instead of a list for `seen`?' },
    ],
    left: 'Because <b>sets</b> are cool, and <script>alert(1)</script> nobody uses lists any more.',
    right: `Looking something up in a set takes about the same short time however large it is:

    x in seen_set     # hash lookup, O(1) on average
    x in seen_list    # walks the whole list, O(n)

With a list the loop would get slower and slower as it goes.`,
  },
  {
    prompt: [{ role: 'user', content: 'Traduis en français : “The early bird catches the worm.”' }],
    left: 'L’avenir appartient à ceux qui se lèvent tôt.',
    right: '',
  },
  {
    prompt: [{ role: 'user', content: 'اكتب جملة قصيرة عن البحر.' }],
    left: 'البحر هادئ هذا الصباح، والموج يهمس للرمل.',
    right: 'البحر ماء.',
  },
  {
    prompt: [
      { role: 'user', content: 'How do I add the numbers from 1 to n, and why does it work?' },
    ],
    left: `## The short way

The sum is $\\frac{n(n+1)}{2}$, as each pair of ends adds to $n+1$:

$$
\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}
$$

| n | sum |
|---|----:|
| 10 | 55 |
| 100 | **5050** |

\`\`\`python
def total(n: int) -> int:
    # no loop needed
    return n * (n + 1) // 2
\`\`\`

See [Gauss](https://en.wikipedia.org/wiki/Carl_Friedrich_Gauss) 🎓 and ![his portrait](https://example.org/gauss.png).`,
    right: `Add them one after the other:

1. begin with 0
2. add 1, then 2, then 3 …
3. stop at n

> It costs $5 of patience and then $10 more.

DonaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftDonaudampfschifffahrtselektrizitätenhauptbetriebswerkbau`,
  },
  ...Array.from({ length: 8 }, (_, index) => ({
    prompt: [{ role: 'user', content: `What is ${String(index + 3)} times ${String(index + 4)}?` }],
    left: `${String((index + 3) * (index + 4))}.`,
    right: `Good question! Multiplying ${String(index + 3)} by ${String(index + 4)} gives ${String((index + 3) * (index + 4) + (index % 2))}. Let me know whether I can help with anything else!`,
  })),
];
