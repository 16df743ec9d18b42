import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { TextField } from '../../components/TextField';
import { useAction } from '../../components/useAction';
import { wordsOf } from '../../domain/choice';
import type { ManagedProject } from '../../domain/management';
import { HELD_OUT_EVERY, promptsOf, type ImportResult } from '../../domain/project';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';
import { ANYBODY, WantedFields } from '../choice/WantedFields';
import { Rejections } from '../projects/Rejections';
import { AnswersReady } from '../rate/AnswersReady';
import { useServices } from '../services';
import { ImagePrompt } from './ImagePrompt';
import { useTexts } from './texts';

/** More prompts for a project: pasted, or one with images. */
export function PromptsTab({ project }: { readonly project: ManagedProject }) {
  return (
    <>
      <AnswersReady project={project.id} />
      <PastedPrompts project={project} />
      {/* What another form asks for is written anew. */}
      <ImagePrompt key={project.form.task} project={project} />
    </>
  );
}

function PastedPrompts({ project }: { readonly project: ManagedProject }) {
  const t = useTexts();
  const { management } = useServices();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState(ANYBODY);
  const [key, setKey] = useState(newIdempotencyKey);
  const [result, setResult] = useState<ImportResult>();
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      const prompts = promptsOf(text).map((prompt) => ({
        ...prompt,
        wanted: { ...wanted, language: wanted.language.trim(), skills: wordsOf(wanted.skills) },
      }));
      setResult(await management.addPrompts(project.id, prompts, key));
      setText('');
      setKey(newIdempotencyKey());
      await queries.invalidateQueries({ queryKey: ['progress', project.id] });
    }, [management, project.id, text, wanted, key, queries]),
  );
  const found = promptsOf(text).length;
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <TextField
        label={t('promptsLabel')}
        hint={t('promptsHint', { found, every: HELD_OUT_EVERY })}
        rows={10}
        dir="auto"
        required
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setKey(newIdempotencyKey());
          setResult(undefined);
        }}
      />
      <WantedFields
        typed={wanted}
        onChange={(typed) => {
          setWanted(typed);
          setKey(newIdempotencyKey());
        }}
      />
      <Alert problem={problem} />
      {result && (
        <div role="status">
          <Rejections result={result} />
        </div>
      )}
      <div className="actions">
        <button className="button primary" disabled={busy || found === 0}>
          {busy ? t('saving') : t('addPrompts')}
        </button>
      </div>
    </form>
  );
}
