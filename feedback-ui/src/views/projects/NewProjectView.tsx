import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { TextField } from '../../components/TextField';
import { useAction } from '../../components/useAction';
import { HELD_OUT_EVERY, promptsOf, type ImportResult } from '../../domain/project';
import type { FeedbackService } from '../../domain/service';
import { createProject, type CreationKeys } from '../../usecases/createProject';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';

interface NewProjectViewProps {
  readonly service: FeedbackService;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

const newKeys = (): CreationKeys => ({
  project: newIdempotencyKey(),
  prompts: newIdempotencyKey(),
});

const BLANK = { name: '', guidelines: '', ratings: '1', prompts: '' };

export function NewProjectView({ service, onDone, onCancel }: NewProjectViewProps) {
  const [typed, setTyped] = useState(BLANK);
  const [result, setResult] = useState<ImportResult>();
  const [keys, setKeys] = useState(newKeys);
  const prompts = promptsOf(typed.prompts);
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      const { name, guidelines, ratings } = typed;
      const project = { name: name.trim(), guidelines, ratingsPerItem: Number(ratings) };
      setResult((await createProject(service, project, typed.prompts, keys)).prompts);
    }, [service, typed, keys]),
  );
  const bind = (field: keyof typeof BLANK) => ({
    name: field,
    value: typed[field],
    onChange: (event: { target: { value: string } }) => {
      setTyped({ ...typed, [field]: event.target.value });
      setKeys(field === 'prompts' ? { ...keys, prompts: newIdempotencyKey() } : newKeys());
    },
  });
  if (result) {
    return <CreatedReport result={result} onDone={onDone} />;
  }
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <Field label="Name" required maxLength={200} {...bind('name')} />
      <TextField
        label="Guidelines"
        hint="What makes an answer better? Raters see this beside every pair."
        rows={4}
        {...bind('guidelines')}
      />
      <Field
        label="Ratings per pair"
        type="number"
        min={1}
        max={100}
        required
        {...bind('ratings')}
      />
      <TextField
        label="Prompts"
        hint={`One per line, or separated by an empty line: ${String(prompts.length)} found. Every ${String(HELD_OUT_EVERY)}th is kept aside for evaluations.`}
        rows={8}
        required
        {...bind('prompts')}
      />
      <Alert sentence={problem?.sentence} />
      <div className="actions">
        <button type="button" className="button quiet" onClick={onCancel}>
          Cancel
        </button>
        <button className="button primary" disabled={busy}>
          {busy ? 'Creating …' : 'Create project'}
        </button>
      </div>
    </form>
  );
}

interface CreatedReportProps {
  readonly result: ImportResult;
  readonly onDone: () => void;
}

function CreatedReport({ result, onDone }: CreatedReportProps) {
  return (
    <div className="panel" role="status">
      <p>
        The project is there, with {result.added} prompts.
        {result.rejected.length > 0 && ` ${String(result.rejected.length)} were not taken:`}
      </p>
      <ul>
        {result.rejected.map(({ index, sentence }) => (
          <li key={index}>
            Prompt {index + 1}: {sentence}
          </li>
        ))}
      </ul>
      <button type="button" className="button primary" onClick={onDone}>
        Done
      </button>
    </div>
  );
}
