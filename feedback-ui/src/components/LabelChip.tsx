import { PRODUCTION } from '../domain/prompts';

/** A label of a version; what answers users stands out. */
export function LabelChip({ label }: { readonly label: string }) {
  return (
    <span className={`chip ${label.startsWith(PRODUCTION) ? 'chip-production' : ''}`}>{label}</span>
  );
}
