import { useEffect, useRef, type ReactNode } from 'react';

interface DialogProps {
  readonly title: string;
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that Escape closes and that gives the focus back. */
export function Dialog({ title, className = '', onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby="dialog-title"
      onClose={onClose}
    >
      <div className="dialog-head">
        <h2 id="dialog-title">{title}</h2>
        <form method="dialog">
          <button className="button quiet">Close</button>
        </form>
      </div>
      {children}
    </dialog>
  );
}
