import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Alert } from '../../components/Alert';
import { Notes } from '../../components/rated/Notes';
import { useServices } from '../services';
import { useTexts } from './texts';

/** What reviewers and oneself wrote about an item; what is shown is seen. */
export function OwnNotes({ itemId }: { readonly itemId: string }) {
  const t = useTexts();
  const { review } = useServices();
  const queries = useQueryClient();
  const notes = useQuery({ queryKey: ['notes', itemId], queryFn: () => review.notes(itemId) });
  const { mutate: see } = useMutation({
    mutationFn: (until: string) => review.seen(itemId, until),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['unseenNotes'] }),
  });
  const newest = notes.data
    ?.filter(({ author, seenAt }) => !author.you && !seenAt)
    .at(-1)?.writtenAt;
  useEffect(() => {
    if (newest !== undefined) {
      see(newest);
    }
  }, [newest, see]);
  return (
    <>
      <Alert problem={notes.error} retry={() => void notes.refetch()} />
      {notes.data && (
        <Notes
          label={t('notesWithReviewers')}
          notes={notes.data}
          write={async (text) => {
            await review.write(itemId, text);
            await notes.refetch();
          }}
        />
      )}
    </>
  );
}
