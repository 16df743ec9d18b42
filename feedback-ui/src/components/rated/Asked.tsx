import type { Message } from '../../domain/project';
import { RichText } from '../text/RichText';
import { RatedImages } from './RatedImages';
import { useRatedTexts } from './texts';

const ROLES = ['system', 'user', 'assistant'] as const;

/** What was asked: every message with who said it. */
export function Asked({ messages }: { readonly messages: readonly Message[] }) {
  const t = useRatedTexts();
  const nameOf = (role: string): string => {
    const known = ROLES.find((one) => one === role);
    return known ? t(`role-${known}`) : role;
  };
  return (
    <ol className="conversation" aria-label={t('asked')}>
      {messages.map((message, index) => (
        <li key={index} className="message" data-role={message.role}>
          <span className="role">{nameOf(message.role)}</span>
          <RichText source={message.content} level={2} />
          <RatedImages images={message.images ?? []} />
        </li>
      ))}
    </ol>
  );
}
