const ROOT = '#/approvals';

/** How ids of promotions begin; those of tasks begin otherwise. */
const PROMOTION = 'promotion-';

/** Where in the area of approvals a person is. */
export type ApprovalPlace =
  | { readonly kind: 'list' }
  | { readonly kind: 'proposal'; readonly id: string }
  | { readonly kind: 'promotion'; readonly id: string }
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
  if (!/^[a-z0-9-]{1,80}$/.test(id)) {
    return { kind: 'lost' };
  }
  return { kind: id.startsWith(PROMOTION) ? 'promotion' : 'proposal', id };
}

/** Of a task's proposal, or of a promotion. */
export const proposalHref = (id: string): string => `${ROOT}/${id}`;
