import type { ImportResult } from '../../domain/project';
import { useTexts } from './texts';

/** How many prompts came in, and which did not and why. */
export function Rejections({ result }: { readonly result: ImportResult }) {
  const t = useTexts();
  return (
    <>
      <p>
        {t('added', { count: result.added })}{' '}
        {result.rejected.length > 0 && t('notTaken', { count: result.rejected.length })}
      </p>
      {result.rejected.length > 0 && (
        <ul>
          {result.rejected.map(({ index, sentence }) => (
            <li key={index}>{t('rejected', { number: index + 1, sentence })}</li>
          ))}
        </ul>
      )}
    </>
  );
}
