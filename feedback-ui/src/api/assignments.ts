import { PLAIN_FORM, type Form } from '../domain/form';
import type { components } from './schema';

type Wire = components['schemas']['Assignment'];

/** Fields of assignments that a service of before forms does not send. */
interface Later {
  readonly form?: Partial<Omit<Form, 'top'>> & { readonly top?: number | null };
  readonly answers?: readonly string[];
}

/** What the item asks for; a service of before there were forms asks for a verdict. */
export function formOf(wire: Wire & Later): Form {
  const { top, ...said } = wire.form ?? {};
  return { ...PLAIN_FORM, ...said, ...(typeof top === 'number' && { top }) };
}

export const answersOf = (wire: Wire & Later): readonly string[] =>
  wire.answers ?? [wire.left, wire.right];
