import { ScrollBox } from '../../components/ScrollBox';
import type { BadRow } from '../../domain/dataDesk';
import { useTexts } from './texts';

interface BadRowsProps {
  readonly title: string;
  readonly rows: readonly BadRow[];
  readonly open: boolean;
}

/** Lines that cannot be used, each with its reason. */
export function BadRows({ title, rows, open }: BadRowsProps) {
  const t = useTexts();
  if (rows.length === 0) {
    return null;
  }
  return (
    <details open={open}>
      <summary>{title}</summary>
      <ScrollBox label={title}>
        <ol className="bad-rows">
          {rows.map((row, index) => (
            <li key={index}>
              <strong>{t('line', { line: row.line })}</strong> <bdi>{row.sentence}</bdi>
            </li>
          ))}
        </ol>
      </ScrollBox>
    </details>
  );
}
