import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useOperatorTexts } from './texts';

interface AskReasonProps {
  readonly title: string;
  /** What will be so when it is done. */
  readonly consequence: string;
  readonly button: string;
  readonly optional?: boolean;
  /** Nobody needs to say why. */
  readonly reasonless?: boolean;
  /** Whether what stands beside the reason is complete. */
  readonly ready?: boolean;
  readonly perform: (reason: string) => Promise<void>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** Asks why, and says what is going to change before it is done. */
export function AskReason(props: AskReasonProps) {
  const { title, consequence, button, optional = false, reasonless = false, ready = true } = props;
  const { perform, onClose } = props;
  const t = useOperatorTexts();
  const [reason, setReason] = useState('');
  const done = useMutation({ mutationFn: () => perform(reason.trim()), onSuccess: onClose });
  const complete = ready && (optional || reasonless || reason.trim() !== '');
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) {
          onClose();
        }
      }}
    >
      <Modal className="ask">
        <Dialog className="ask-inside">
          <Heading slot="title">{title}</Heading>
          <form
            className="ask-form"
            onSubmit={(event) => {
              event.preventDefault();
              if (complete) {
                done.mutate();
              }
            }}
          >
            <p>{consequence}</p>
            {props.children}
            {!reasonless && (
              <Field
                label={t(optional ? 'reasonOptional' : 'reason')}
                hint={t('reasonHint')}
                maxLength={2000}
                value={reason}
                onChange={(event) => {
                  setReason(event.target.value);
                }}
              />
            )}
            <Alert problem={done.error} />
            <div className="actions">
              <Button className="button" onPress={onClose}>
                {t('leave')}
              </Button>
              <button className="button primary" disabled={!complete || done.isPending}>
                {button}
              </button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
