/** One value with its interval as a bar, and the bound it must meet as a tick. The scale begins at zero where nothing is below it. */
export function Interval({
  value,
  low,
  high,
  bound,
  label,
  width = 180,
}: {
  value: number | null | undefined
  low?: number | null
  high?: number | null
  bound?: number | null
  label: string
  width?: number
}) {
  if (value === null || value === undefined || Number.isNaN(value)) return null
  const all = [value, low, high, bound].filter((v): v is number => v !== null && v !== undefined && Number.isFinite(v))
  const min = Math.min(0, ...all)
  const max = Math.max(0, ...all)
  const pad = 8
  const x = (v: number) => (max > min ? pad + ((v - min) / (max - min)) * (width - 2 * pad) : width / 2)
  return (
    <svg
      className="chart"
      width={width}
      height={20}
      viewBox={`0 0 ${width} 20`}
      role="img"
      aria-label={label}
      style={{ maxWidth: '100%', display: 'block' }}
    >
      <line className="axis" x1={pad} x2={width - pad} y1={10} y2={10} />
      <line className="axis" x1={x(0)} x2={x(0)} y1={5} y2={15} />
      {low !== null && low !== undefined && high !== null && high !== undefined && (
        <rect x={x(low)} width={Math.max(x(high) - x(low), 1)} y={6.5} height={7} rx={3.5} fill="var(--accent)" opacity={0.32} />
      )}
      {bound !== null && bound !== undefined && (
        <line x1={x(bound)} x2={x(bound)} y1={2} y2={18} stroke="var(--ink)" strokeWidth={1.5} strokeDasharray="3 2" />
      )}
      <circle cx={x(value)} cy={10} r={4} fill="var(--accent)" />
    </svg>
  )
}
