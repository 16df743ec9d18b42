import { useFormats } from '../i18n/useFormats';

/** A time, as the person's language writes it. */
export function Time({ at }: { readonly at: string }) {
  const { dateTime } = useFormats();
  return <time dateTime={at}>{dateTime(at)}</time>;
}
