import {
  closestCenter,
  DndContext,
  KeyboardCode,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type Announcements,
  type UniqueIdentifier,
} from '@dnd-kit/core';
import {
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import type { Draft } from '../../domain/draft';
import { letterOf, toRank, type Form } from '../../domain/form';
import { dropAt, groupsOf, unranked, type Places } from '../../domain/ranking';
import { RankRow } from './RankRow';
import { useTexts } from './texts';

interface RankingProps {
  readonly form: Form;
  readonly answers: readonly string[];
  readonly draft: Draft;
  readonly disabled: boolean;
  readonly onWrite: (draft: Draft) => void;
}

const idOf = (position: number): string => `rank-${String(position)}`;
const positionOf = (id: UniqueIdentifier): number => Number(String(id).slice(5));

/** The answers in the person's order: dragged, moved by buttons, or given places by digits. */
export default function Ranking({ form, answers, draft, disabled, onWrite }: RankingProps) {
  const texts = useTexts();
  const sensors = useSensors(
    // A few pixels, so that a tap on a button stays a tap.
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: sortableKeyboardCoordinates,
      // Enter sends.
      keyboardCodes: {
        start: [KeyboardCode.Space],
        cancel: [KeyboardCode.Esc],
        end: [KeyboardCode.Space],
      },
    }),
  );
  const { places } = draft;
  const groups = groupsOf(places);
  const order = [...groups.flat(), ...unranked(places)];
  const enough = toRank(form, answers.length);
  const write = (next: Places): void => {
    if (!disabled) {
      onWrite({ ...draft, places: next });
    }
  };
  const placeName = (of: Places, position: number): string => {
    const group = groupsOf(of).findIndex((one) => one.includes(position));
    const tie = (groupsOf(of)[group]?.length ?? 0) > 1;
    return group < 0 ? texts('noPlace') : texts(tie ? 'tied' : 'place', { place: group + 1 });
  };
  const letter = (id: UniqueIdentifier): string => letterOf(positionOf(id));
  const announcements: Announcements = {
    onDragStart: ({ active }) => texts('picked', { letter: letter(active.id) }),
    // Over itself it has only been picked up, which was just said.
    onDragOver: ({ active, over }) =>
      over && over.id !== active.id
        ? texts('over', { letter: letter(active.id), target: letter(over.id) })
        : undefined,
    onDragEnd({ active, over }) {
      const moved = over ? dropAt(places, positionOf(active.id), positionOf(over.id)) : places;
      const place = placeName(moved, positionOf(active.id));
      return texts('dropped', { letter: letter(active.id), place });
    },
    onDragCancel: ({ active }) => texts('dragCancelled', { letter: letter(active.id) }),
  };
  return (
    <section className="ranking" aria-labelledby="ranking-title">
      <h2 id="ranking-title">{texts('ranking')}</h2>
      <p className="hint">
        {texts('rankHint')} {enough < answers.length && texts('rankTop', { count: enough })}
      </p>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{
          announcements,
          screenReaderInstructions: { draggable: texts('dragInstructions') },
        }}
        onDragEnd={({ active, over }) => {
          if (over) {
            write(dropAt(places, positionOf(active.id), positionOf(over.id)));
          }
        }}
      >
        <SortableContext items={order.map(idOf)} strategy={verticalListSortingStrategy}>
          <ol className="rank-rows">
            {order.map((position) => (
              <RankRow
                key={position}
                id={idOf(position)}
                {...{ position, places, disabled }}
                text={answers[position] ?? ''}
                place={placeName(places, position)}
                next={position === unranked(places)[0]}
                onPlaces={write}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
    </section>
  );
}
