interface AreaLinksProps {
  readonly here: 'projects' | 'prompts';
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
    </nav>
  );
}
