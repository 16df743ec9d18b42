import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../../i18n/useFormats';
import { IN_PLACE } from '../queries';
import { useServices } from '../services';
import { useNavTexts } from './texts';

const MINUTE = 60_000;

/** How many notes of reviewers somebody has not seen; nothing when they have seen all. */
export function NewNotes() {
  const nav = useNavTexts();
  const { number } = useFormats();
  const { review } = useServices();
  const { data: count = 0 } = useQuery({
    queryKey: ['unseenNotes'],
    queryFn: () => review.unseen(),
    staleTime: MINUTE,
    refetchInterval: MINUTE,
    meta: IN_PLACE,
  });
  if (count === 0) {
    return null;
  }
  return (
    <>
      {' '}
      <span className="badge" aria-hidden="true">
        {number(count)}
      </span>
      <span className="visually-hidden">{nav('newNotes', { count })}</span>
    </>
  );
}
