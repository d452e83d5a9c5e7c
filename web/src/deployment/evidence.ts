type Json = Record<string, unknown>

/** The columns that an alert's evidence names, the most telling first, whatever its rule. */
export function evidenceColumns(evidence: Json): string[] {
  if (!Array.isArray(evidence.columns)) return []
  return evidence.columns
    .map((c: unknown) => (c !== null && typeof c === 'object' ? String((c as { name?: unknown }).name ?? '') : String(c)))
    .filter((c) => c !== '')
}

/** The beginning of the window that an alert is about. */
export const windowOf = (evidence: Json): string | null => (typeof evidence.from === 'string' ? evidence.from : null)
