const ROOT = '#/approvals';

/** Where in the area of approvals a person is. */
export type ApprovalPlace =
  | { readonly kind: 'list' }
  | { readonly kind: 'proposal'; readonly id: string }
  /** A link that was cut or changed on its way. */
  | { readonly kind: 'lost' };

/** The place that an address names; undefined when it is none of this area. */
export function approvalPlaceOf(hash: string): ApprovalPlace | undefined {
  if (hash === ROOT || hash === `${ROOT}/`) {
    return { kind: 'list' };
  }
  if (!hash.startsWith(`${ROOT}/`)) {
    return undefined;
  }
  const id = hash.slice(ROOT.length + 1);
  return /^[a-z0-9-]{1,80}$/.test(id) ? { kind: 'proposal', id } : { kind: 'lost' };
}

export const proposalHref = (id: string): string => `${ROOT}/${id}`;
