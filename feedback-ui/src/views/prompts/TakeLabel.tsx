import { ConfirmDialog } from '../../components/ConfirmDialog';
import { PRODUCTION } from '../../domain/prompts';
import { useServices } from '../services';
import { useTexts } from './texts';

interface TakeLabelProps {
  readonly name: string;
  readonly label: string;
  readonly onTaken: () => void;
  readonly onClose: () => void;
}

/** Asks before a label leads nowhere. */
export function TakeLabel({ name, label, onTaken, onClose }: TakeLabelProps) {
  const t = useTexts();
  const { library } = useServices();
  const consequence = label === PRODUCTION ? 'takeProductionConsequence' : 'takeLabelConsequence';
  return (
    <ConfirmDialog
      title={t('takeLabelTitle', { label })}
      consequence={t(consequence, { label, name })}
      button={t('takeLabelButton')}
      perform={async () => {
        await library.removeLabel(name, label);
        onTaken();
      }}
      onClose={onClose}
    />
  );
}
