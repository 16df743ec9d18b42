import { useSortable } from '@dnd-kit/sortable';
import { letterOf } from '../../domain/form';
import { groupsOf, placesOf, step, tieWithAbove, type Places } from '../../domain/ranking';
import { useTexts } from './texts';

interface RankRowProps {
  readonly id: string;
  readonly position: number;
  readonly text: string;
  readonly places: Places;
  /** Where the answer stands, in words. */
  readonly place: string;
  /** A digit would give its place to this one. */
  readonly next: boolean;
  readonly disabled: boolean;
  readonly onPlaces: (places: Places) => void;
}

/** One answer in the order: a handle to drag it by, its beginning, and buttons. */
export function RankRow({
  id,
  position,
  text,
  places,
  place,
  next,
  disabled,
  onPlaces,
}: RankRowProps) {
  const texts = useTexts();
  const letter = letterOf(position);
  const {
    attributes,
    listeners,
    setNodeRef,
    setActivatorNodeRef,
    transform,
    transition,
    isDragging,
  } = useSortable({ id, disabled });
  const ranked = places[position] !== undefined;
  const first = groupsOf(places)[0]?.includes(position) ?? true;
  const buttons = [
    { key: 'up', sign: '↑', off: ranked && first, to: () => step(places, position, -1) },
    { key: 'down', sign: '↓', off: false, to: () => step(places, position, 1) },
    { key: 'tieAbove', sign: '=', off: first, to: () => tieWithAbove(places, position) },
    {
      key: 'unplace',
      sign: '×',
      off: !ranked,
      to: () =>
        placesOf(
          groupsOf(places).map((group) => group.filter((other) => other !== position)),
          places.length,
        ),
    },
  ] as const;
  return (
    <li
      ref={setNodeRef}
      className={`rank-row answer-${letter.toLowerCase()}`}
      data-rank-row={position}
      data-ranked={ranked}
      data-next={next}
      data-dragging={isDragging}
      style={{
        transform: transform
          ? `translate3d(0, ${String(Math.round(transform.y))}px, 0)`
          : undefined,
        transition,
      }}
    >
      <button
        type="button"
        ref={setActivatorNodeRef}
        className="handle"
        data-own-keys={isDragging ? '' : undefined}
        {...attributes}
        {...listeners}
        aria-label={texts('drag', { letter })}
        disabled={disabled}
      >
        <span className="badge">{letter}</span>
      </button>
      <span className="rank-place">{place}</span>
      <span className="rank-text" dir="auto">
        {text}
      </span>
      <span className="rank-buttons">
        {buttons.map(({ key, sign, off, to }) => (
          <button
            key={key}
            type="button"
            className="button quiet small"
            aria-label={texts(key, { letter })}
            disabled={disabled || off}
            onClick={() => {
              onPlaces(to());
            }}
          >
            <span aria-hidden="true">{sign}</span>
          </button>
        ))}
      </span>
    </li>
  );
}
