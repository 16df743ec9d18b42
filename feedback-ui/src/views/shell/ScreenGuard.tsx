import { Component, type ReactNode } from 'react';
import { useShellTexts } from './texts';

interface ScreenGuardProps {
  readonly children: ReactNode;
}

/** A screen that fails (its script cannot be loaded, a mistake of ours) says so; the rest of the page stays. */
export class ScreenGuard extends Component<ScreenGuardProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const t = useShellTexts();
  return (
    <div className="sheet">
      <div className="alert" role="alert">
        <p>{t('failedToLoad')}</p>
        <button
          type="button"
          className="button"
          onClick={() => {
            window.location.reload();
          }}
        >
          {t('reload')}
        </button>
      </div>
    </div>
  );
}
