import type { Image } from '../../domain/project';

/** Images of the project; each opens by itself in its full size. */
export function Images({ images }: { readonly images: readonly Image[] }) {
  return (
    images.length > 0 && (
      <div className="images">
        {images.map(({ address, description }, index) => (
          <a key={index} href={address} target="_blank" rel="noopener noreferrer">
            <img src={address} alt={description} />
          </a>
        ))}
      </div>
    )
  );
}
