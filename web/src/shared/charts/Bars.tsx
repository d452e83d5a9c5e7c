import { ticks } from '../format'
import { useWords } from '../use'

/** Counts in bins of equal width, from zero. Ends of the axis are named. */
export function Histogram({
  counts,
  from,
  to,
  label,
  height = 72,
}: {
  counts: number[]
  from: number
  to: number
  label: string
  height?: number
}) {
  const { n } = useWords()
  const width = 240
  const most = Math.max(...counts, 1)
  const w = width / counts.length
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${width} ${height + 16}`}
      width="100%"
      role="img"
      aria-label={label}
      style={{ display: 'block', marginTop: 6 }}
    >
      {counts.map((c, i) => {
        const h = (c / most) * height
        return <rect key={i} x={i * w + 0.5} y={height - h} width={Math.max(w - 1, 0.5)} height={h} fill="var(--accent)" opacity={0.75} />
      })}
      <line className="axis" x1={0} x2={width} y1={height} y2={height} />
      <text x={0} y={height + 13}>
        {n(from)}
      </text>
      <text x={width} y={height + 13} textAnchor="end">
        {n(to)}
      </text>
    </svg>
  )
}

/** The most frequent values with their share of all rows. */
export function ValueBars({ values, total, label }: { values: { value: string; count: number }[]; total: number; label: string }) {
  const { percent } = useWords()
  const most = Math.max(...values.map((v) => v.count), 1)
  const longest = Math.max(...values.map((v) => v.value.length))
  return (
    <ul aria-label={label} style={{ listStyle: 'none', margin: '8px 0 0', padding: 0, display: 'grid', gap: 3 }}>
      {values.map((v) => (
        <li
          key={v.value}
          style={{
            display: 'grid',
            gridTemplateColumns: `minmax(0, clamp(5.5rem, ${longest}ch, 55%)) 1fr 3.2rem`,
            gap: 6,
            alignItems: 'center',
            fontSize: '0.78rem',
          }}
        >
          <span style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} title={v.value}>
            {v.value === '' ? '""' : v.value}
          </span>
          <span
            aria-hidden
            style={{ background: 'var(--accent)', opacity: 0.75, height: 10, width: `${(v.count / most) * 100}%`, borderRadius: 2 }}
          />
          <span className="num soft" style={{ textAlign: 'right' }}>
            {v.count / total < 0.001 ? `<${percent(0.001)}` : percent(v.count / total)}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Two distributions side by side as shares of their rows; solid is now, outline is the reference. */
export function SideBySide({
  bins,
  label,
  height = 150,
}: {
  bins: { label: string; reference: number; current: number }[]
  label: string
  height?: number
}) {
  const { percent } = useWords()
  const sum = (k: 'reference' | 'current') => bins.reduce((s, b) => s + b[k], 0) || 1
  const r = sum('reference')
  const c = sum('current')
  const most = Math.max(...bins.map((b) => Math.max(b.reference / r, b.current / c)), 1e-9)
  // the axis goes on to the next mark, so that no bar is cut off
  const step = ticks(0, most, 3)[1] ?? most
  const top = Math.ceil(most / step - 1e-9) * step
  const marks = ticks(0, top, Math.round(top / step))
  const y = (share: number) => height - (share / top) * height
  const left = 42
  const w = Math.min(Math.max(460 / Math.max(bins.length, 1), 19), 96)
  const width = left + bins.length * w
  const slanted = bins.some((b) => b.label.length * 6.5 > w - 4)
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={label}>
      <svg
        className="chart"
        viewBox={`0 -8 ${width} ${height + (slanted ? 64 : 30)}`}
        width="100%"
        style={{ maxWidth: width, minWidth: Math.min(width, 420), display: 'block' }}
        role="img"
        aria-label={`${label}: ${bins.map((b) => `${b.label} ${percent(b.reference / r)} → ${percent(b.current / c)}`).join('; ')}`}
      >
        {marks.map((m) => (
          <g key={m}>
            <line className="axis" x1={left} x2={width} y1={y(m)} y2={y(m)} />
            <text x={left - 6} y={y(m) + 4} textAnchor="end">
              {percent(m, step < 0.01 ? 1 : 0)}
            </text>
          </g>
        ))}
        {bins.map((b, i) => {
          const x = left + i * w
          const h1 = height - y(b.reference / r)
          const h2 = height - y(b.current / c)
          return (
            <g key={i}>
              <rect x={x + w * 0.12} y={height - h1} width={w * 0.36} height={h1} fill="none" stroke="var(--soft)" strokeWidth={1.3} />
              <rect x={x + w * 0.52} y={height - h2} width={w * 0.36} height={h2} fill="var(--accent)" />
              <text
                x={x + w / 2}
                y={height + 14}
                textAnchor={slanted ? 'end' : 'middle'}
                transform={slanted ? `rotate(-40 ${x + w / 2} ${height + 14})` : undefined}
              >
                {b.label.length > 12 ? `${b.label.slice(0, 11)}…` : b.label}
              </text>
            </g>
          )
        })}
        <line className="axis" x1={left} x2={width} y1={height} y2={height} />
      </svg>
    </div>
  )
}
