import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Localised } from './Localised';
import { useSharedTexts } from './texts';

interface DialogProps {
  readonly title: string;
  readonly className?: string;
  /** Nothing is written in it, so that a click beside it may close it, too. */
  readonly forReading?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that Escape closes, that keeps the focus inside, and that gives it back. */
export function Dialog({ title, className = '', forReading, onClose, children }: DialogProps) {
  const t = useSharedTexts();
  return (
    <Localised>
      <ModalOverlay
        className="overlay"
        isOpen
        isDismissable={forReading === true}
        onOpenChange={onClose}
      >
        <Modal className={`dialog ${className}`}>
          <AriaDialog>
            <div className="dialog-head">
              <Heading slot="title" level={2}>
                {title}
              </Heading>
              <Button slot="close" className="button quiet">
                {t('close')}
              </Button>
            </div>
            {children}
          </AriaDialog>
        </Modal>
      </ModalOverlay>
    </Localised>
  );
}
