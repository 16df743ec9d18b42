import { RichText } from '../../components/text/RichText';
import type { Message } from '../../domain/project';
import { Images } from './Images';
import { useTexts } from './texts';

interface TurnsProps {
  readonly messages: readonly Message[];
  readonly written: boolean;
}

const ROLES = ['system', 'user', 'assistant'] as const;

/** What was said before the answers: every message with who said it. */
export function Turns({ messages, written }: TurnsProps) {
  const texts = useTexts();
  const nameOf = (role: string): string => {
    const known = ROLES.find((one) => one === role);
    return known ? texts(`role-${known}`) : role;
  };
  return (
    <ol className="conversation" aria-label={texts('conversation')}>
      {messages.map((message, index) => (
        <li key={index} className="message" data-role={message.role}>
          <span className="role">{nameOf(message.role)}</span>
          <div className="said">
            <RichText source={message.content} written={written} level={2} />
            <Images images={message.images ?? []} />
          </div>
        </li>
      ))}
    </ol>
  );
}
