/** The sign of Attune: two lines that become one. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path className="mark-a" d="M5 7c11 0 10 9 22 9" />
      <path className="mark-b" d="M5 25c11 0 10-9 22-9" />
      <circle className="mark-a" cx="5" cy="7" r="1.5" />
      <circle className="mark-b" cx="5" cy="25" r="1.5" />
    </svg>
  );
}
