import type { Member } from '../../domain/management';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

interface MemberNameProps {
  readonly member: Member;
  readonly onOpen: (member: Member) => void;
}

/** A member with what they rate, and the way to change that. */
export function MemberName({ member, onOpen }: MemberNameProps) {
  const t = useTexts();
  const { list, languageName } = useFormats();
  const { languages, skills, perDay, inAll } = member.profile;
  const parts = [
    ...languages.map(languageName),
    ...skills,
    ...(perDay == null ? [] : [t('perDayOf', { count: perDay })]),
    ...(inAll == null ? [] : [t('inAllOf', { count: inAll })]),
  ];
  return (
    <>
      <div className="row-main">
        <strong dir="auto">{member.name}</strong>
        {parts.length > 0 && <p className="hint">{list(parts)}</p>}
      </div>
      <button
        type="button"
        className="button quiet"
        aria-label={t('profileNamed', { name: member.name })}
        onClick={() => {
          onOpen(member);
        }}
      >
        {t('profile')}
      </button>
    </>
  );
}
