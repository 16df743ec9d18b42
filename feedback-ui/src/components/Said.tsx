/** What somebody wrote beside what they did, in the direction of its own script. */
export function Said({ words }: { readonly words: string | undefined }) {
  if (words === undefined || words === '') {
    return null;
  }
  return (
    <span className="said">
      <bdi>{words}</bdi>
    </span>
  );
}
