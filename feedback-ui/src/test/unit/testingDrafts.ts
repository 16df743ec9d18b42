import type { Drafts } from '../../usecases/drafts';

/** Drafts in memory, which outlive a desk as those of a tab outlive a reload. */
export class TestingDrafts implements Drafts {
  private readonly texts = new Map<string, string>();

  of(itemId: string): string {
    return this.texts.get(itemId) ?? '';
  }

  keep(itemId: string, text: string): void {
    this.texts.set(itemId, text);
  }
}
