import type { Message } from '../domain/project';

const ROLE_NAMES: Readonly<Record<string, string>> = {
  system: 'Instruction',
  user: 'Person',
  assistant: 'Assistant',
};

/** The prompt: every message with who said it, as plain text with its white space. */
export function Conversation({ messages }: { readonly messages: readonly Message[] }) {
  return (
    <ol className="conversation" aria-label="Conversation so far">
      {messages.map((message, index) => (
        <li key={index} className="message" data-role={message.role}>
          <span className="role">{ROLE_NAMES[message.role] ?? message.role}</span>
          <div className="text">{message.content}</div>
        </li>
      ))}
    </ol>
  );
}
