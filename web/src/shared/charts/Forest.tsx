import { ticks } from '../format'
import { useWords } from '../use'

export interface ForestRow {
  label: string
  value: number | null
  low?: number | null
  high?: number | null
  note?: string
  few?: boolean
}

/** Values with their intervals under each other on one scale; the dashed line is what they are compared with. */
export function Forest({
  rows,
  unit,
  reference,
  label,
  noteHead,
}: {
  rows: ForestRow[]
  unit: string
  reference?: number | null
  label: string
  noteHead?: string
}) {
  const { measured, interval } = useWords()
  const all = [...rows.flatMap((r) => [r.value, r.low, r.high]), reference].filter(
    (v): v is number => v !== null && v !== undefined && Number.isFinite(v),
  )
  if (all.length === 0) return null
  let min = Math.min(...all)
  let max = Math.max(...all)
  const room = (max - min || Math.abs(max) || 1) * 0.08
  min = min >= 0 && min - room < 0 ? 0 : min - room
  max += room
  const width = 320
  const marks = ticks(min, max, 4)
  const x = (v: number) => 6 + ((v - min) / (max - min)) * (width - 12)
  const line = (r: ForestRow) =>
    `${r.label}: ${measured(r.value, unit)} ${r.low !== null && r.low !== undefined ? `(${interval(r.low, r.high, unit)})` : ''}`
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={label}>
      <table style={{ borderCollapse: 'collapse', width: '100%', fontSize: '0.85rem' }}>
        {noteHead && (
          <thead>
            <tr>
              <td />
              <th className="num soft" style={{ fontWeight: 550, fontSize: '0.78rem', padding: '0 0.6rem' }}>
                {noteHead}
              </th>
              <td />
              <td />
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((r, i) => (
            <tr key={r.label + i} style={{ color: r.few ? 'var(--soft)' : undefined }}>
              <th scope="row" style={{ textAlign: 'left', fontWeight: 450, padding: '2px 0.6rem 2px 0', whiteSpace: 'nowrap' }}>
                {r.label}
              </th>
              {noteHead && (
                <td className="num" style={{ padding: '0 0.6rem' }}>
                  {r.note}
                </td>
              )}
              <td style={{ width: '60%', minWidth: 150, padding: 0 }}>
                <svg
                  className="chart"
                  viewBox={`0 0 ${width} 20`}
                  width="100%"
                  height={20}
                  preserveAspectRatio="none"
                  role="img"
                  aria-label={line(r)}
                  style={{ display: 'block' }}
                >
                  {marks.map((m) => (
                    <line key={m} className="axis" x1={x(m)} x2={x(m)} y1={0} y2={20} vectorEffect="non-scaling-stroke" />
                  ))}
                  {reference !== null && reference !== undefined && (
                    <line
                      x1={x(reference)}
                      x2={x(reference)}
                      y1={0}
                      y2={20}
                      stroke="var(--soft)"
                      strokeDasharray="3 3"
                      vectorEffect="non-scaling-stroke"
                    />
                  )}
                  {r.low !== null && r.low !== undefined && r.high !== null && r.high !== undefined && (
                    <line
                      x1={x(r.low)}
                      x2={x(r.high)}
                      y1={10}
                      y2={10}
                      stroke="var(--accent)"
                      strokeWidth={4}
                      opacity={r.few ? 0.35 : 0.5}
                      vectorEffect="non-scaling-stroke"
                    />
                  )}
                  {r.value !== null && Number.isFinite(r.value) && (
                    <line
                      x1={x(r.value)}
                      x2={x(r.value)}
                      y1={4}
                      y2={16}
                      stroke="var(--accent)"
                      strokeWidth={3}
                      vectorEffect="non-scaling-stroke"
                    />
                  )}
                </svg>
              </td>
              <td className="num" style={{ textAlign: 'right', padding: '0 0 0 0.6rem', whiteSpace: 'nowrap' }}>
                {measured(r.value, unit)}
              </td>
            </tr>
          ))}
          <tr aria-hidden>
            <td />
            {noteHead && <td />}
            <td>
              <div className="axis-labels num">
                {marks.map((m) => (
                  <span key={m} style={{ left: `${(x(m) / width) * 100}%` }}>
                    {measured(m, unit)}
                  </span>
                ))}
              </div>
            </td>
            <td />
          </tr>
        </tbody>
      </table>
    </div>
  )
}
