import { Forest } from '../shared/charts/Forest'
import { useWords } from '../shared/use'

/** Differences on the same rows with their intervals; the dashed line is no difference. */
export function ComparisonTable({
  rows,
}: {
  rows: { against: string; measure: string; difference: number | null; low: number | null; high: number | null; slice?: string }[]
}) {
  const { t, word } = useWords()
  return (
    <Forest
      rows={rows.map((r) => ({
        label: `${r.measure} − ${word('who', r.against)}${r.slice ? ` (${r.slice})` : ''}`,
        value: r.difference,
        low: r.low,
        high: r.high,
      }))}
      unit=""
      reference={0}
      label={t('review.comparison')}
    />
  )
}
