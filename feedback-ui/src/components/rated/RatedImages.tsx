import type { Image } from '../../domain/project';

/** Images of what was asked or answered; each opens by itself in its full size. */
export function RatedImages({ images }: { readonly images: readonly Image[] }) {
  return images.map(({ address, description }) => (
    <a key={address} href={address} target="_blank" rel="noopener noreferrer">
      <img className="rated-image" src={address} alt={description} />
    </a>
  ));
}
