import { lazy, Suspense, useState } from 'react';
import '../../styles/rating.css';
import '../../styles/rated.css';
import { TextField } from '../../components/TextField';
import { emptyDraft } from '../../domain/draft';
import { letterOf, verdictOnly, type Form } from '../../domain/form';
import { CHOICES, DEFAULT_KEYS } from '../../domain/keys';
import { AnswerCard } from '../rate/AnswerCard';
import { Demonstration } from '../rate/Demonstration';
import { useTexts as useRateTexts } from '../rate/texts';
import { Turns } from '../rate/Turns';
import { VerdictBar } from '../rate/VerdictBar';
import { useTexts } from './texts';

const Ranking = lazy(() => import('../rate/Ranking'));

/** An item as raters will see it, made of an example; one can try it, and nothing is sent. */
export default function FormPreview({ form }: { readonly form: Form }) {
  const t = useTexts();
  const rate = useRateTexts();
  const [draft, setDraft] = useState(() => emptyDraft(form.answers));
  const answers = Array.from({ length: form.answers }, (_, position) =>
    t('sampleAnswer', { letter: letterOf(position) }),
  );
  const shared = { form, draft, disabled: false, onWrite: setDraft };
  return (
    <>
      <Turns messages={[{ role: 'user', content: t('samplePrompt') }]} written={false} />
      <div className="answers" data-count={answers.length}>
        {answers.map((text, position) => (
          <AnswerCard
            key={position}
            {...{ text, position, ...shared }}
            images={[]}
            written={false}
            compared={{ kind: 'off' }}
            fold={{ open: true, onOpen: () => undefined }}
          />
        ))}
      </div>
      {form.task === 'RANK' && (
        <Suspense fallback={<div className="ranking" aria-busy="true" />}>
          <Ranking {...{ answers, ...shared }} />
        </Suspense>
      )}
      {form.task === 'DEMONSTRATE' && (
        <Demonstration
          text={draft.demonstration}
          disabled={false}
          onWrite={(demonstration) => {
            setDraft({ ...draft, demonstration });
          }}
        />
      )}
      {form.comment && (
        <TextField
          label={rate('comment')}
          rows={2}
          dir="auto"
          value={draft.comment}
          onChange={(event) => {
            setDraft({ ...draft, comment: event.target.value });
          }}
        />
      )}
      {form.task === 'COMPARE' && (
        <VerdictBar
          keys={DEFAULT_KEYS}
          disabled={false}
          chosen={draft.choice}
          perform={(command) => {
            const choice = CHOICES[command];
            if (choice) {
              setDraft({ ...draft, choice });
            }
          }}
        />
      )}
      <p className="hint">{verdictOnly(form) ? t('sentAtOnce') : t('sentTogether')}</p>
    </>
  );
}
