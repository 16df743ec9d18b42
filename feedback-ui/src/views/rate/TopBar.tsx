import type { ReactNode } from 'react';
import { Mark } from '../../components/Mark';
import { AccountMenu } from '../shell/AccountMenu';
import { useShellTexts } from '../shell/texts';

interface TopBarProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** The desk's head: where one is, how far the work is, and the way out. */
export function TopBar({ title, children }: TopBarProps) {
  const t = useShellTexts();
  return (
    <header className="top-bar">
      <div className="top-place">
        <Mark />
        <span className="top-title">{title}</span>
        <a className="link" href="#/projects">
          {t('allProjects')}
        </a>
      </div>
      {children}
      <AccountMenu />
    </header>
  );
}
