import { Notes } from '../../components/rated/Notes';
import { ratersOf, type ReviewItem } from '../../domain/review';
import { useServices } from '../services';
import { useTexts } from './texts';

interface RaterNotesProps {
  readonly item: ReviewItem;
  readonly onDone: () => Promise<void>;
}

/** What was written with each rater; raters never read each other's. */
export function RaterNotes({ item, onDone }: RaterNotesProps) {
  const t = useTexts();
  const { review } = useServices();
  const raters = ratersOf(item).filter(({ you }) => !you);
  if (raters.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{t('notes')}</h2>
      {raters.map(({ pseudonym, name }) => {
        const notes = item.notes.filter(({ rater }) => rater === pseudonym);
        return (
          <details key={pseudonym} open={notes.length > 0}>
            <summary>
              {t('notesWith', { name: name ?? pseudonym })}
              {notes.length > 0 && <span className="chip">{notes.length}</span>}
            </summary>
            <Notes
              label={t('notesWith', { name: name ?? pseudonym })}
              notes={notes}
              write={async (text) => {
                await review.write(item.id, text, pseudonym);
                await onDone();
              }}
            />
          </details>
        );
      })}
    </section>
  );
}
