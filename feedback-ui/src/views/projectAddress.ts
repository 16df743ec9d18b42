const PREFIX = '#/projects/';

/** The project that the page's address names, so that a reload comes back to it. */
export function projectInAddress(): string | undefined {
  const { hash } = window.location;
  return hash.startsWith(PREFIX) ? decodeURIComponent(hash.slice(PREFIX.length)) : undefined;
}

export function rememberProject(id: string | undefined): void {
  const hash = id === undefined ? '' : PREFIX + encodeURIComponent(id);
  window.history.replaceState(null, '', window.location.pathname + hash);
}
