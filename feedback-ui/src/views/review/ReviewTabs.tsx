import { Tabs } from '../../components/Tabs';
import { countOf, REVIEW_KINDS, type ReviewCounts, type ReviewKind } from '../../domain/review';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

interface ReviewTabsProps {
  readonly project: string;
  readonly here: ReviewKind | 'raters' | 'standing';
  readonly counts: ReviewCounts | undefined;
}

/** The lists of a project with how much is in each, its raters, and how checkpoints stand. */
export function ReviewTabs({ project, here, counts }: ReviewTabsProps) {
  const t = useTexts();
  const { number } = useFormats();
  const addressOf = (kind: string): string => `#/review/${project}/${kind.toLowerCase()}`;
  return (
    <Tabs
      label={t('lists')}
      here={addressOf(here)}
      tabs={[
        ...REVIEW_KINDS.map((kind) => ({
          href: addressOf(kind),
          text: counts
            ? `${t(`kind-${kind}`)} (${number(countOf(counts, kind))})`
            : t(`kind-${kind}`),
        })),
        { href: addressOf('raters'), text: t('raters') },
        { href: addressOf('standing'), text: t('standing') },
      ]}
    />
  );
}
