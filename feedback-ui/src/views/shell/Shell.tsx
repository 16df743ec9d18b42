import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { Alert } from '../../components/Alert';
import { Mark } from '../../components/Mark';
import { useSession, useSessionControls } from '../session';
import { useVisitor } from '../useVisitor';
import { AccountMenu } from './AccountMenu';
import type { Area } from './area';
import { Navigation } from './Navigation';
import { useShellTexts } from './texts';

interface ShellProps {
  readonly area: Area | undefined;
  readonly children: ReactNode;
}

/** The head and the navigation around every screen but the bare ones. */
export function Shell({ area, children }: ShellProps) {
  const t = useShellTexts();
  const { visitor } = useVisitor(useSession());
  const { signOutProblem } = useSessionControls();
  const [open, setOpen] = useState(false);
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== path) {
      before.current = path;
      setOpen(false);
      // Whoever uses a keyboard or a screen reader goes on where the new screen begins.
      main.current?.focus();
    }
  }, [path]);
  return (
    <div className="shell" data-menu={open ? 'open' : 'closed'}>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        {t('skip')}
      </button>
      <header className="top-bar">
        <div className="top-place">
          <button
            type="button"
            className="button quiet menu-button"
            aria-expanded={open}
            aria-controls="areas"
            onClick={() => {
              setOpen(!open);
            }}
          >
            {t('menu')}
          </button>
          <a className="top-home" href="#/projects" aria-label="Attune">
            <Mark />
            <span className="top-title">Attune</span>
          </a>
        </div>
        <AccountMenu />
      </header>
      <Navigation visitor={visitor} here={area} />
      <main ref={main} tabIndex={-1} className="place">
        <Alert problem={signOutProblem} />
        {children}
      </main>
    </div>
  );
}
