import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { ComboBox } from '../../components/ComboBox';
import { Dialog } from '../../components/Dialog';
import { Field } from '../../components/Field';
import { useSharedTexts } from '../../components/texts';
import {
  labelFault,
  mayMoveLabel,
  PRODUCTION,
  STAGING,
  type Prompt,
  type VersionSummary,
} from '../../domain/prompts';
import { useServices } from '../services';
import { useSession } from '../session';
import { useTexts } from './texts';

interface MoveLabelProps {
  readonly prompt: Prompt;
  readonly version: VersionSummary;
  readonly onClose: () => void;
  readonly onMoved: () => void;
}

/** Asks which label shall lead to a version, and says what that changes before it is done. */
export function MoveLabel({ prompt, version, onClose, onMoved }: MoveLabelProps) {
  const t = useTexts();
  const shared = useSharedTexts();
  const { library } = useServices();
  const session = useSession();
  const [label, setLabel] = useState(STAGING);
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => library.moveLabel(prompt.name, label, version.version, reason.trim()),
    onSuccess: onMoved,
  });
  const next = version.version;
  const now = prompt.labels.find((one) => one.label === label)?.version;
  const allowed = mayMoveLabel(session, label);
  const fault = labelFault(label);
  return (
    <Dialog title={t('moveTitle', { version: next, name: prompt.name })} onClose={onClose}>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <ComboBox
          label={t('label')}
          offers={[...new Set([PRODUCTION, STAGING, ...prompt.labels.map((one) => one.label)])]}
          value={label}
          onChange={setLabel}
        />
        <Field
          label={shared('reason')}
          hint={shared('reasonHint')}
          maxLength={2000}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
          }}
        />
        <p role="status">
          {t(fault ?? (allowed ? leads(now, next) : 'moveRefused'), { label, now, next })}
          {!fault && allowed && label === PRODUCTION && now !== next && ` ${t('programsUse')}`}
        </p>
        <Alert problem={error} />
        <div className="actions">
          <button
            className="button primary"
            disabled={isPending || !allowed || fault !== undefined || now === next}
          >
            {t('move')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function leads(now: number | undefined, next: number) {
  if (now === next) {
    return 'leadsAlready';
  }
  return now === undefined ? 'leadsNowhere' : 'leadsTo';
}
