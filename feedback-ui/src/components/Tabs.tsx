interface TabsProps {
  readonly label: string;
  readonly here: string;
  readonly tabs: readonly { readonly href: string; readonly text: string }[];
}

/** The screens of one thing, each with an address of its own: links, not a widget. */
export function Tabs({ label, here, tabs }: TabsProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ href, text }) => (
        <a key={href} href={href} aria-current={href === here ? 'page' : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}
