import type { ReactNode } from 'react';
import { useTexts } from './useTexts';

/** Where a link leads, if it leads out into the web. */
function placeOf(address: string | undefined): string | undefined {
  try {
    const url = new URL(address ?? '');
    return url.protocol === 'mailto:' ? url.pathname : url.host;
  } catch {
    return undefined;
  }
}

interface AwayLinkProps {
  readonly href: string | undefined;
  readonly children: ReactNode;
}

/** A link says where it leads, whatever its words say, and opens apart. What leads nowhere is text. */
export function AwayLink({ href, children }: AwayLinkProps) {
  const place = placeOf(href);
  if (place === undefined) {
    return <>{children}</>;
  }
  return (
    <>
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>{' '}
      <bdi className="away-place">({place})</bdi>
    </>
  );
}

interface AwayImageProps {
  readonly source: string | undefined;
  readonly description: string | undefined;
}

/** An image of elsewhere is not fetched: whoever keeps it would learn who rates. It opens apart, on a click. */
export function AwayImage({ source, description = '' }: AwayImageProps) {
  const texts = useTexts();
  const place = placeOf(source);
  if (place === undefined) {
    return <span className="away-image">{texts('imageNowhere', { description })}</span>;
  }
  return (
    <a className="away-image" href={source} target="_blank" rel="noopener noreferrer nofollow">
      {texts('image', { place, description: description || '–' })}
    </a>
  );
}
