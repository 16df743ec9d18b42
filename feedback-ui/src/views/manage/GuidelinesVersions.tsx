import { useId, useState } from 'react';
import { WordDifference } from '../../components/WordDifference';
import type { GuidelinesVersion } from '../../domain/management';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

/** Two versions of the guidelines, and the words in which they differ. */
export function GuidelinesVersions({
  versions,
}: {
  readonly versions: readonly GuidelinesVersion[];
}) {
  const t = useTexts();
  const newest = versions.at(-1)?.version ?? 1;
  const [from, setFrom] = useState<number>();
  const [to, setTo] = useState<number>();
  // A version that came meanwhile is compared by itself, unless somebody chose.
  const before = from ?? newest - 1;
  const after = to ?? newest;
  const text = (version: number) => versions.find((one) => one.version === version)?.text ?? '';
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{t('versionsTitle')}</h2>
      <div className="fields">
        <Version label={t('from')} versions={versions} value={before} onChange={setFrom} />
        <Version label={t('to')} versions={versions} value={after} onChange={setTo} />
      </div>
      {text(before) === text(after) ? (
        <p className="lead">{t('noDifference')}</p>
      ) : (
        <WordDifference before={text(before)} after={text(after)} />
      )}
    </section>
  );
}

interface VersionProps {
  readonly label: string;
  readonly versions: readonly GuidelinesVersion[];
  readonly value: number;
  readonly onChange: (version: number) => void;
}

function Version({ label, versions, value, onChange }: VersionProps) {
  const t = useTexts();
  const id = useId();
  const { dateTime } = useFormats();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="choice"
        value={value}
        onChange={(event) => {
          onChange(Number(event.target.value));
        }}
      >
        {versions.map(({ version, since }) => (
          <option key={version} value={version}>
            {t('versionSince', { version, since: dateTime(since) })}
          </option>
        ))}
      </select>
    </div>
  );
}
