import type { Assignment } from '../domain/assignment';
import type { Axis, Form } from '../domain/form';
import type { Message } from '../domain/project';
import type { components } from './schema';

type Schemas = components['schemas'];

/** An item as the page knows it; `images` is the address below which the project's images are. */
export function assignmentOf(
  wire: Schemas['Assignment'],
  { expiresAt, images }: { readonly expiresAt: number; readonly images: string },
): Assignment {
  const { leaseId, itemId, guidelines, guidelinesVersion, answers } = wire;
  return {
    ...{ leaseId, itemId, guidelines, guidelinesVersion, answers, expiresAt },
    prompt: wire.prompt.map((message) => messageOf(message, images)),
    form: formOf(wire.form),
    images: wire.images.map((those) => those.map((one) => imageOf(one, images))),
  };
}

/** A message with its images below the address `place`. */
export function messageOf({ role, content, images }: Schemas['Message'], place: string): Message {
  return { role, content, images: (images ?? []).map((one) => imageOf(one, place)) };
}

export const imageOf = ({ sha256, alt }: Schemas['Image'], place: string) => ({
  address: place + sha256,
  description: alt,
});

/** A form as the page knows it. */
export function formOf({ top, axes, ...form }: Schemas['Form']): Form {
  return { ...form, axes: axes.map(axisOf), ...(typeof top === 'number' && { top }) };
}

const axisOf = ({ low, high, ...axis }: Schemas['Axis']): Axis => ({
  ...axis,
  ...(typeof low === 'string' && { low }),
  ...(typeof high === 'string' && { high }),
});
