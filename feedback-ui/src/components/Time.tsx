const FORM = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A time, in the form of the person's own place. */
export function Time({ at }: { readonly at: string }) {
  return <time dateTime={at}>{FORM.format(new Date(at))}</time>;
}
