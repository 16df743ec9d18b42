import { Suspense, useEffect, type ReactNode } from 'react';
import { Redirect, Route, useLocation, useRouter } from 'wouter';
import type { Session } from '../domain/session';
import type { Area } from './shell/area';
import { areaAt, mayEnter, screenOf } from './shell/areas';
import { Lost } from './shell/Lost';
import { ScreenGuard } from './shell/ScreenGuard';
import { Shell } from './shell/Shell';
import { useNavTexts } from './shell/texts';
import { useVisitor } from './useVisitor';

const START = '/projects';

type NavKey = Parameters<ReturnType<typeof useNavTexts>>[0];

interface PlaceProps {
  readonly session: Session | undefined;
  /** What is shown where somebody must sign in first. */
  readonly otherwise: () => ReactNode;
}

/** The screen that the address leads to. */
export function Place({ session, otherwise }: PlaceProps) {
  const [path] = useLocation();
  const found = areaAt(useRouter().parser, path);
  const nav = useNavTexts();
  const looking = useVisitor(session);
  const title = found && nav(found.area.name as NavKey);
  useEffect(() => {
    document.title = title === undefined ? 'Attune' : `${title} · Attune`;
  }, [title]);
  if (found && found.area.who === 'open') {
    return <AreaScreen area={found.area} pattern={found.pattern} />;
  }
  if (!looking) {
    return otherwise();
  }
  if (path === '/' || path === '') {
    return <Redirect to={START} replace />;
  }
  const { visitor, sure } = looking;
  if (!found || !mayEnter(found.area, visitor)) {
    return (
      <Shell area={undefined}>
        {found && !sure ? <div className="sheet" aria-busy="true" /> : <Lost />}
      </Shell>
    );
  }
  const screen = <AreaScreen key={found.area.name} area={found.area} pattern={found.pattern} />;
  return found.area.bare ? screen : <Shell area={found.area}>{screen}</Shell>;
}

function AreaScreen({ area, pattern }: { readonly area: Area; readonly pattern: string }) {
  return (
    <ScreenGuard>
      <Suspense fallback={<div className="sheet" aria-busy="true" />}>
        <Route path={pattern}>{screenOf(area)}</Route>
      </Suspense>
    </ScreenGuard>
  );
}
