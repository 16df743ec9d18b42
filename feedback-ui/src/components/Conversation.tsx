import type { Message } from '../domain/project';
import { useSharedTexts } from './texts';

const ROLES = {
  system: 'role-system',
  user: 'role-user',
  assistant: 'role-assistant',
} as const;

const isKnown = (role: string): role is keyof typeof ROLES => Object.hasOwn(ROLES, role);

/** The prompt: every message with who said it, as plain text with its white space. */
export function Conversation({ messages }: { readonly messages: readonly Message[] }) {
  const t = useSharedTexts();
  return (
    <ol className="conversation" aria-label={t('conversation')}>
      {messages.map(({ role, content }, index) => (
        <li key={index} className="message" data-role={role}>
          <span className="role">{isKnown(role) ? t(ROLES[role]) : role}</span>
          <div className="text">{content}</div>
        </li>
      ))}
    </ol>
  );
}
