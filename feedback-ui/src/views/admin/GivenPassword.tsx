import { CopyButton } from '../../components/CopyButton';
import { useShellTexts } from '../shell/texts';
import { useTexts } from './texts';

interface GivenPasswordProps {
  readonly name: string;
  readonly password: string;
}

/** The password that was made for somebody, shown this once. */
export function GivenPassword({ name, password }: GivenPasswordProps) {
  const t = useTexts();
  const shell = useShellTexts();
  return (
    <div className="box" role="status">
      <p>{t('passwordMade', { name })}</p>
      <code className="secret" data-testid="one-time-password">
        {password}
      </code>
      <div>
        <CopyButton text={password} label={shell('copy')} done={shell('copied')} />
      </div>
    </div>
  );
}
