import { useState } from 'react';
import { ConfirmDialog } from './ConfirmDialog';
import { useSharedTexts } from './texts';

interface RemoveButtonProps {
  readonly name: string;
  /** Why it cannot be done now; absent where it can. */
  readonly fault?: string | undefined;
  readonly consequence: string;
  readonly perform: () => Promise<void>;
}

/** A way to be rid of what is shown, which asks once more, and says before the click why it would be refused. */
export function RemoveButton({ name, fault, consequence, perform }: RemoveButtonProps) {
  const t = useSharedTexts();
  const [asking, setAsking] = useState(false);
  return (
    <div className="steps remove">
      <button
        type="button"
        className="button"
        disabled={fault !== undefined}
        onClick={() => {
          setAsking(true);
        }}
      >
        {t('ask', { what: name })}
      </button>
      {fault !== undefined && <p role="note">{fault}</p>}
      {asking && (
        <ConfirmDialog
          title={t('sure', { what: name })}
          consequence={consequence}
          button={name}
          perform={perform}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </div>
  );
}
