import { Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Evaluation, Measurement } from '../api/types'
import { Forest } from '../shared/charts/Forest'
import { Panel } from '../shared/Page'
import { useWords } from '../shared/use'

/** Numbers with their intervals, the model beside its baseline and champion; then slices; then what was confused. */
export function EvaluationView({ evaluation: e }: { evaluation: Evaluation }) {
  const { t, said, count, carded, refusal } = useWords()
  const overall = e.measurements.filter((m) => m.slice === '' && m.role === 'model' && !m.measure.includes(' - '))
  return (
    <Stack>
      <Text className="soft" size="sm">
        {t('eval.basis', { rows: count(e.rows), intervals: said(e.intervals) })}{' '}
        {e.baseline && t('eval.baseline', { baseline: carded(e.baseline) })}
      </Text>
      {e.warnings.map((w) => (
        <Text key={w} size="sm" className="tone-warn">
          ⚠ {refusal(w)}
        </Text>
      ))}
      <Panel
        title={t('eval.overall')}
        aside={
          e.report && (
            <a href={`/api/v1/artifacts/${e.report}`} target="_blank" rel="noreferrer">
              {t('eval.report')}
            </a>
          )
        }
      >
        <div style={{ display: 'grid', gap: '1.1rem 2rem', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 25rem), 1fr))' }}>
          {overall.map((m) => (
            <MeasurePlot key={m.measure} evaluation={e} measure={m} />
          ))}
        </div>
      </Panel>
      <Slices evaluation={e} />
      {e.confusion && e.confusion.labels.length <= 30 && <Confusion of={e.confusion} />}
    </Stack>
  )
}

function MeasurePlot({ evaluation: e, measure }: { evaluation: Evaluation; measure: Measurement }) {
  const { word } = useWords()
  const rows = ['model', 'champion', 'baseline'].flatMap((role) => {
    const m = e.measurements.find((x) => x.role === role && x.slice === '' && x.measure === measure.measure)
    return m ? [{ label: word('who', role), value: m.value, low: m.low, high: m.high, note: '' }] : []
  })
  return (
    <div>
      <Text size="sm" fw={600} className="mono">
        {measure.measure}
      </Text>
      <Forest rows={rows} unit={measure.unit} label={measure.measure} />
    </div>
  )
}

function Slices({ evaluation: e }: { evaluation: Evaluation }) {
  const { t, count } = useWords()
  const sliced = e.measurements.filter((m) => m.slice !== '' && m.role === 'model' && !m.measure.includes(' - '))
  const measures = [...new Set(sliced.map((m) => m.measure))]
  const [chosen, setChosen] = useState<string | null>(null)
  const measure = chosen ?? measures[0]
  if (!measure) return null
  const overall = e.measurements.find((m) => m.slice === '' && m.role === 'model' && m.measure === measure)
  const rows = sliced
    .filter((m) => m.measure === measure)
    .map((m) => ({ label: m.slice, value: m.value, low: m.low, high: m.high, note: count(m.count), few: (m.count ?? 0) < 30 }))
  return (
    <Panel
      title={t('eval.slices')}
      aside={
        <Select aria-label={t('version.measure')} size="xs" value={measure} onChange={setChosen} data={measures} allowDeselect={false} />
      }
    >
      <Text size="sm" className="soft" mb="sm">
        {t('eval.slices.how')}
      </Text>
      <Forest rows={rows} unit={overall?.unit ?? ''} reference={overall?.value} label={t('eval.slices')} noteHead={t('data.rows')} />
    </Panel>
  )
}

function Confusion({ of }: { of: { labels: string[]; counts: number[][] } }) {
  const { t, count, percent } = useWords()
  return (
    <Panel title={t('eval.confusion')}>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t('eval.confusion')}>
        <table className="table" style={{ width: 'auto' }}>
          <thead>
            <tr>
              <th scope="col">{t('eval.truthanswer')}</th>
              {of.labels.map((l) => (
                <th key={l} scope="col" className="num">
                  {l}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {of.counts.map((row, i) => {
              const sum = row.reduce((a, b) => a + b, 0) || 1
              return (
                <tr key={of.labels[i]}>
                  <th scope="row" style={{ color: 'var(--ink)' }}>
                    {of.labels[i]}
                  </th>
                  {row.map((c, j) => (
                    <td
                      key={j}
                      className="num"
                      style={{
                        background: `color-mix(in srgb, var(--accent) ${Math.round((c / sum) * 22)}%, transparent)`,
                        fontWeight: i === j ? 650 : 400,
                      }}
                    >
                      {count(c)}
                      <div className="soft" style={{ fontSize: '0.75rem', color: 'var(--ink)' }}>
                        {percent(c / sum)}
                      </div>
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
