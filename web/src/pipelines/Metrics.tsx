import { lazy, Suspense } from 'react'
import type { MetricValue } from '../api/types'
import { Panel, Waiting } from '../shared/Page'
import { useWords } from '../shared/use'

const LineChart = lazy(() => import('../shared/charts/LineChart'))

/** Single values as a table, series as lines. */
export function Metrics({ values }: { values: MetricValue[] }) {
  const { t, n } = useWords()
  const series = new Map<string, MetricValue[]>()
  for (const v of values) {
    const key = v.stepName ? `${v.stepName}.${v.key}` : v.key
    series.set(key, [...(series.get(key) ?? []), v])
  }
  const single = [...series].filter(([, v]) => v.length === 1)
  const curves = [...series].filter(([, v]) => v.length > 1)
  return (
    <Panel title={t('compare.metrics')}>
      {single.length > 0 && (
        <ul className="columns-2" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {single.map(([k, v]) => (
            <li
              key={k}
              style={{
                display: 'flex',
                justifyContent: 'space-between',
                gap: 12,
                borderBottom: '1px solid var(--line)',
                padding: '3px 0',
                breakInside: 'avoid',
              }}
            >
              <span className="mono">{k}</span>
              <span className="num">{n(v[0]?.value)}</span>
            </li>
          ))}
        </ul>
      )}
      {curves.length > 0 && (
        <Suspense fallback={<Waiting />}>
          <div className="grid-2">
            {curves.map(([k, v]) => (
              <LineChart
                key={k}
                title={k}
                x="value"
                xName={t('metric.step')}
                lines={[{ name: k, points: v.map((p) => [p.step, p.value]), dots: new Set(v.map((p) => p.step)).size < v.length }]}
              />
            ))}
          </div>
        </Suspense>
      )}
    </Panel>
  )
}
