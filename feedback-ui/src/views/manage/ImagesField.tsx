import { useId } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import { withImage, type ImagePromptDraft } from '../../usecases/imagePrompt';
import { useServices } from '../services';
import { useTexts } from './texts';

interface ImagesFieldProps {
  readonly project: string;
  readonly draft: ImagePromptDraft;
  readonly onChange: (by: (draft: ImagePromptDraft) => ImagePromptDraft) => void;
}

/** The images of a prompt: each is kept by the service at once, and is described for who cannot see it. */
export function ImagesField({ project, draft, onChange }: ImagesFieldProps) {
  const t = useTexts();
  const id = useId();
  const { management } = useServices();
  const { run, busy, problem } = useAction(async (files: readonly File[]) => {
    for (const file of files) {
      const sha256 = await management.addImage(project, file);
      onChange((now) => withImage(now, sha256));
    }
  });
  const describe = (described: string, alt: string): void => {
    onChange((now) => ({
      ...now,
      images: now.images.map((one) => (one.sha256 === described ? { ...one, alt } : one)),
    }));
  };
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{t('images')}</label>
        <input
          id={id}
          type="file"
          multiple
          accept="image/png,image/jpeg,image/webp,image/gif"
          aria-describedby={`${id}-hint`}
          disabled={busy}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            // The same file may be chosen again after it was removed.
            event.target.value = '';
            void run(files);
          }}
        />
        <p id={`${id}-hint`} className="hint" role="status">
          {busy ? t('sendingImage') : t('imagesHint')}
        </p>
      </div>
      <Alert problem={problem} />
      {draft.images.length > 0 && (
        <ul className="shown-images">
          {draft.images.map(({ sha256, alt }, index) => (
            <li key={sha256}>
              <img src={management.imageAddress(project, sha256)} alt={alt} />
              <Field
                label={t('imageAlt', { number: index + 1 })}
                hint={t('imageAltHint')}
                required
                maxLength={500}
                dir="auto"
                value={alt}
                onChange={(event) => {
                  describe(sha256, event.target.value);
                }}
              />
              <button
                type="button"
                className="button quiet"
                onClick={() => {
                  onChange((now) => ({
                    ...now,
                    images: now.images.filter((one) => one.sha256 !== sha256),
                  }));
                }}
              >
                {t('removeImage', { number: index + 1 })}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
