import { useEffect, useRef, type ReactNode } from 'react';
import '../../styles/manage.css';
import { Mark } from '../../components/Mark';
import { LanguageChoice } from '../shell/AccountMenu';
import { useTexts } from './texts';

const STEPS = ['stepPassword', 'stepProject', 'stepRaters'] as const;

interface SetupPageProps {
  /** From 1. */
  readonly step: 2 | 3;
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

/** A screen of the first setup: where one is, what is asked, and nothing else. */
export function SetupPage({ step, title, lead, children }: SetupPageProps) {
  const t = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, [step]);
  return (
    <div className="setup-page">
      <header className="top-bar">
        <div className="top-place">
          <Mark />
          <span className="top-title">Attune</span>
        </div>
        <LanguageChoice />
      </header>
      <main className="sheet">
        <ol className="steps" aria-label={t('steps')}>
          {STEPS.map((name, index) => (
            <li
              key={name}
              aria-current={index + 1 === step ? 'step' : undefined}
              data-done={index + 1 < step}
            >
              {t(name)}
            </li>
          ))}
        </ol>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p className="lead">{lead}</p>
        {children}
      </main>
    </div>
  );
}
