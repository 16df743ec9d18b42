/** The sign of Attune: two waves that come together. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path className="mark-a" d="M4 19c4-9 8-9 12-3s8 6 12-3" />
      <path className="mark-b" d="M4 13c4 9 8 9 12 3s8-6 12 3" />
    </svg>
  );
}
