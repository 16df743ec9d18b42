import { useCallback, useState } from 'react';
import type { Note } from '../../domain/opinions';
import { useFormats } from '../../i18n/useFormats';
import { Alert } from '../Alert';
import { TextField } from '../TextField';
import { useAction } from '../useAction';
import { useRatedTexts } from './texts';

interface NotesProps {
  readonly label: string;
  readonly notes: readonly Note[];
  readonly write: (text: string) => Promise<void>;
}

const LONGEST = 2000;

/** What reviewers and a rater wrote to each other, oldest first, and a field to go on. */
export function Notes({ label, notes, write }: NotesProps) {
  const t = useRatedTexts();
  const { dateTime } = useFormats();
  const [text, setText] = useState('');
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      await write(text);
      setText('');
    }, [write, text]),
  );
  return (
    <div className="notes" role="group" aria-label={label}>
      <ol>
        {notes.map((note) => (
          <li key={note.id} className="note" data-yours={note.author.you || undefined}>
            <p className="hint">
              <NoteAuthor note={note} /> ·{' '}
              <time dateTime={note.writtenAt}>{dateTime(note.writtenAt)}</time>
              {note.author.you && note.seenAt && <> · {t('seen')}</>}
            </p>
            <p className="note-text" dir="auto">
              {note.text}
            </p>
          </li>
        ))}
      </ol>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <TextField
          label={t('note')}
          maxLength={LONGEST}
          rows={2}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
        <Alert problem={problem} />
        <button className="button" disabled={busy || text.trim() === ''}>
          {t('send')}
        </button>
      </form>
    </div>
  );
}

function NoteAuthor({ note: { author, rater } }: { readonly note: Note }) {
  const t = useRatedTexts();
  if (author.you) {
    return <>{t('you')}</>;
  }
  return <>{author.pseudonym === rater ? (author.name ?? author.pseudonym) : t('reviewer')}</>;
}
