interface AreaLinksProps {
  readonly here: 'projects' | 'prompts' | 'approvals';
}

/** The page's areas, for those who have more than one. */
export function AreaLinks({ here }: AreaLinksProps) {
  return (
    <nav className="areas" aria-label="Areas">
      <a href="#/projects" aria-current={here === 'projects' ? 'page' : undefined}>
        Projects
      </a>
      <a href="#/prompts" aria-current={here === 'prompts' ? 'page' : undefined}>
        Prompts
      </a>
      <a href="#/approvals" aria-current={here === 'approvals' ? 'page' : undefined}>
        Approvals
      </a>
    </nav>
  );
}
