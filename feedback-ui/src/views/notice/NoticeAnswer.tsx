import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import { useServices } from '../services';
import { useTexts } from './texts';

interface AnswerProps {
  readonly project: string;
  readonly step: string;
  readonly answer: string;
}

/** What the rater answers to those who run the project. */
export function NoticeAnswer({ project, step, answer }: AnswerProps) {
  const t = useTexts();
  const { raters } = useServices();
  const queries = useQueryClient();
  const [written, setWritten] = useState(answer);
  const [sent, setSent] = useState(false);
  const { run, busy, problem } = useAction(async (text: string) => {
    await raters.answerNotice(project, step, text);
    setSent(true);
    await queries.invalidateQueries({ queryKey: ['notice', project] });
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void run(written.trim());
      }}
    >
      <Field
        label={t('answerLabel')}
        hint={t('answerHint')}
        maxLength={2000}
        dir="auto"
        value={written}
        onChange={(event) => {
          setWritten(event.target.value);
          setSent(false);
        }}
      />
      <Alert problem={problem} />
      <div className="actions">
        <span role="status">{sent && t('sent')}</span>
        <button className="button" disabled={busy || written.trim() === ''}>
          {t('send')}
        </button>
      </div>
    </form>
  );
}
