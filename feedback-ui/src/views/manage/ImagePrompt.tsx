import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { TextField } from '../../components/TextField';
import { useAction } from '../../components/useAction';
import { letterOf } from '../../domain/form';
import type { ManagedProject } from '../../domain/management';
import type { ImportResult } from '../../domain/project';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';
import { emptyImagePrompt, imagePromptOf } from '../../usecases/imagePrompt';
import { Rejections } from '../projects/Rejections';
import { useServices } from '../services';
import { ImagesField } from './ImagesField';
import { useTexts } from './texts';

/** One prompt that shows images, with its answers unless people write them. */
export function ImagePrompt({ project }: { readonly project: ManagedProject }) {
  const t = useTexts();
  const { management } = useServices();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => emptyImagePrompt(project.form));
  const [key, setKey] = useState(newIdempotencyKey);
  const [result, setResult] = useState<ImportResult>();
  const prompt = imagePromptOf(draft);
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      if (!prompt) {
        return;
      }
      const added = await management.addPrompts(project.id, [prompt], key);
      setResult(added);
      setKey(newIdempotencyKey());
      if (added.rejected.length === 0) {
        setDraft(emptyImagePrompt(project.form));
        await queries.invalidateQueries({ queryKey: ['progress', project.id] });
      }
    }, [management, project, prompt, key, queries]),
  );
  const change = (by: (now: typeof draft) => typeof draft): void => {
    setDraft(by);
    setKey(newIdempotencyKey());
    setResult(undefined);
  };
  return (
    <form
      className="panel"
      aria-labelledby="image-prompt"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <h2 id="image-prompt">{t('imagePromptTitle')}</h2>
      <p className="lead">
        {t(draft.answers.length > 0 ? 'imagePromptLead' : 'imagePromptLeadWrite')}
      </p>
      <TextField
        label={t('promptText')}
        rows={3}
        dir="auto"
        value={draft.text}
        onChange={(event) => {
          const text = event.target.value;
          change((now) => ({ ...now, text }));
        }}
      />
      <ImagesField project={project.id} draft={draft} onChange={change} />
      {draft.answers.map((answer, position) => (
        <TextField
          key={position}
          label={t('answerOf', { letter: letterOf(position) })}
          rows={3}
          dir="auto"
          value={answer}
          onChange={(event) => {
            const text = event.target.value;
            change((now) => ({
              ...now,
              answers: now.answers.map((one, at) => (at === position ? text : one)),
            }));
          }}
        />
      ))}
      <Alert problem={problem} />
      <div role="status">{result && <Rejections result={result} />}</div>
      <div className="actions">
        <button className="button primary" disabled={busy || !prompt}>
          {busy ? t('saving') : t('addImagePrompt')}
        </button>
      </div>
    </form>
  );
}
