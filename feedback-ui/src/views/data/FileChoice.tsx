import { useId, useState } from 'react';
import type { UploadKind } from '../../domain/dataDesk';
import { useTexts } from './texts';

interface FileChoiceProps {
  readonly busy: boolean;
  readonly onSend: (file: File, kind: UploadKind) => void;
}

/** A file, and what it holds. */
export function FileChoice({ busy, onSend }: FileChoiceProps) {
  const t = useTexts();
  const id = useId();
  const [kind, setKind] = useState<UploadKind>('PREFERENCES');
  const [file, setFile] = useState<File>();
  return (
    <form
      className="data-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (file) {
          onSend(file, kind);
        }
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-kind`}>{t('holds')}</label>
        <select
          id={`${id}-kind`}
          className="choice"
          value={kind}
          onChange={(event) => {
            setKind(event.target.value === 'PROMPTS' ? 'PROMPTS' : 'PREFERENCES');
          }}
        >
          <option value="PREFERENCES">{t('preferences')}</option>
          <option value="PROMPTS">{t('prompts')}</option>
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-file`}>{t('file')}</label>
        <input
          id={`${id}-file`}
          type="file"
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            setFile(event.target.files?.[0]);
          }}
        />
        <p id={`${id}-hint`} className="hint">
          {t('fileHint')}
        </p>
      </div>
      <div className="actions">
        <button className="button primary" disabled={busy || !file}>
          {t('look')}
        </button>
      </div>
    </form>
  );
}
