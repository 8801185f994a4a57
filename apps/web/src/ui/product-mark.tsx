const angles = Array.from({ length: 12 }, (_, index) => index * 30);

/** Twelvefold's mark: twelve strokes round a centre, in the colour of the text. */
export function ProductMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <g stroke="currentColor" strokeWidth="3" strokeLinecap="round">
        {angles.map((angle) => (
          <path key={angle} d="M16 3v6" transform={`rotate(${angle} 16 16)`} />
        ))}
      </g>
    </svg>
  );
}
