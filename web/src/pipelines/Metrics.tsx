import { lazy, Suspense } from 'react'
import type { MetricValue } from '../api/types'
import { Panel, Waiting } from '../shared/Page'
import type { Line } from '../shared/charts/LineChart'
import { useWords } from '../shared/use'

const LineChart = lazy(() => import('../shared/charts/LineChart'))

/** Single values as a table, series as lines; series of one name that differ after the stroke (`validation.mae/xgboost`) share a chart. */
export function Metrics({ values }: { values: MetricValue[] }) {
  const { t, n, carded } = useWords()
  const series = new Map<string, MetricValue[]>()
  for (const v of values) {
    const key = v.stepName ? `${v.stepName}.${v.key}` : v.key
    series.set(key, [...(series.get(key) ?? []), v])
  }
  const single = [...series].filter(([, v]) => v.length === 1)
  const charts = new Map<string, Line[]>()
  for (const [key, v] of series) {
    if (v.length < 2) continue
    const [name = key, ...which] = key.split('/')
    const points = v.map((p): [number, number | null] => [p.step, p.value])
    // a step that is told twice belongs to several lines which nobody has named: dots say so
    const dots = new Set(v.map((p) => p.step)).size < v.length
    charts.set(name, [...(charts.get(name) ?? []), { name: which.length > 0 ? carded(which.join('/')) : name, points, dots }])
  }
  return (
    <Panel title={t('compare.metrics')}>
      {single.length > 0 && (
        <ul className="columns-2 values">
          {single.map(([k, v]) => (
            <li key={k}>
              <span className="mono">{k}</span>
              <span className="num">{n(v[0]?.value)}</span>
            </li>
          ))}
        </ul>
      )}
      {charts.size > 0 && (
        <Suspense fallback={<Waiting />}>
          <div className="grid-2" style={{ marginTop: single.length > 0 ? '1.2rem' : 0 }}>
            {[...charts].map(([name, lines]) => (
              <LineChart key={name} title={name} x="value" xName={t('metric.step')} lines={lines} />
            ))}
          </div>
        </Suspense>
      )}
    </Panel>
  )
}
