import type { Visitor } from '../../domain/session';
import type { Area } from './area';
import { navigationOf } from './areas';
import { NewNotes } from './NewNotes';
import { useNavTexts, useShellTexts } from './texts';

type NavKey = Parameters<ReturnType<typeof useNavTexts>>[0];

interface NavigationProps {
  readonly visitor: Visitor;
  readonly here: Area | undefined;
}

/** The areas that somebody may enter, in groups by what one does there. */
export function Navigation({ visitor, here }: NavigationProps) {
  const shell = useShellTexts();
  const nav = useNavTexts();
  return (
    <nav className="side" id="areas" aria-label={shell('areas')}>
      {navigationOf(visitor).map(({ group, areas }) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`}>{nav(`group-${group}`)}</h2>
          <ul>
            {areas.map((area) => (
              <li key={area.name}>
                <a href={`#${area.path}`} aria-current={area === here ? 'page' : undefined}>
                  {nav(area.name as NavKey)}
                  {area.name === 'mine' && <NewNotes />}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
