/** The columns that an alert's evidence names, whatever its rule. */
export function evidenceColumns(evidence: Record<string, unknown> | null): string[] {
  if (!evidence) return []
  if (typeof evidence.column === 'string') return [evidence.column]
  const list = evidence.columns
  if (!Array.isArray(list)) return []
  return list
    .flatMap((c: unknown) =>
      typeof c === 'string'
        ? [c]
        : c !== null && typeof c === 'object'
          ? [String((c as { column?: unknown; name?: unknown }).column ?? (c as { name?: unknown }).name ?? '')]
          : [],
    )
    .filter((c) => c !== '')
}
