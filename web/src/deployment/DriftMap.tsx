import { Text } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { enc, get, query } from '../api/client'
import type { MonitorColumn, MonitorHistory } from '../api/types'
import { Panel } from '../shared/Page'
import { useWords } from '../shared/use'
import { IconAlertTriangle } from '@tabler/icons-react'

const shown = 40
const windows = 48

/** Every column over time: the darker, the further its effect is above what sampling noise explains. Drift carries a mark of its own. */
export function DriftMap({
  endpoint,
  columns,
  chosen,
  pick,
}: {
  endpoint: string
  columns: MonitorColumn[]
  chosen: string | null
  pick: (c: string) => void
}) {
  const { t, n, moment, column } = useWords()
  const sorted = [...columns]
    .filter((c) => c.state !== 'ignored')
    .sort((a, b) => (b.importance ?? 0) - (a.importance ?? 0))
    .slice(0, shown)
  const histories = useQueries({
    queries: sorted.map((c) => {
      const path = `/endpoints/${enc(endpoint)}/monitor/history${query({ column: c.name })}`
      return { queryKey: [path], queryFn: ({ signal }: { signal: AbortSignal }) => get<MonitorHistory>(path, signal) }
    }),
  })
  // a window in which a column was not judged is a gap in its row: the cells of one window stand below each other
  const starts = [...new Set(histories.flatMap((h) => h.data?.points.map((p) => p.from) ?? []))].sort().slice(-windows)
  return (
    <Panel title={t('monitor.map')}>
      <Text size="sm" className="soft" mb="sm">
        {t('monitor.map.how')}
      </Text>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t('monitor.map')}>
        <div style={{ minWidth: 420, display: 'grid', gap: 3 }}>
          {sorted.map((c, i) => {
            const points = new Map(histories[i]?.data?.points.map((p) => [p.from, p]))
            return (
              <button
                key={c.name}
                type="button"
                onClick={() => pick(c.name)}
                aria-pressed={c.name === chosen}
                aria-label={`${column(c.name)}: ${t(`columnstate.${c.state}`, { defaultValue: c.state })}`}
                className="drift-row"
              >
                <span className="mono" style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', paddingLeft: 4 }}>
                  {column(c.name)}
                </span>
                <span style={{ display: 'grid', gridAutoFlow: 'column', gridAutoColumns: '1fr', gap: 1, height: 20 }}>
                  {starts.map((from) => {
                    const p = points.get(from)
                    if (!p) return <span key={from} />
                    // from the noise, where nothing has happened, to twice the way to the threshold
                    const noise = p.noise ?? 0
                    const way = (p.threshold ?? 0) - noise
                    const ratio = way > 0 ? Math.min(Math.max(((p.effect ?? 0) - noise) / way, 0), 2) / 2 : 0
                    return (
                      <span
                        key={from}
                        title={`${moment(p.from)}: ${n(p.effect)} / ${n(p.threshold)}`}
                        style={{
                          background: `color-mix(in srgb, var(--accent) ${Math.round(8 + ratio * 86)}%, var(--paper))`,
                          boxShadow: 'inset 0 0 0 1px var(--line)',
                          borderBottom: p.state === 'drift' ? '3px solid var(--warn)' : undefined,
                          borderRadius: 2,
                        }}
                      />
                    )
                  })}
                </span>
                <span aria-hidden>{c.state === 'drift' && <IconAlertTriangle size={15} color="var(--warn)" />}</span>
              </button>
            )
          })}
          <Ends first={starts[0]} last={starts.at(-1)} />
        </div>
      </div>
    </Panel>
  )
}

/** The time that the cells above run from and to. */
function Ends({ first, last }: { first?: string; last?: string }) {
  const { moment } = useWords()
  return (
    <span className="soft num drift-row" style={{ fontSize: '0.75rem' }} aria-hidden>
      <span />
      <span style={{ display: 'flex', justifyContent: 'space-between' }}>
        <span>{moment(first)}</span>
        {last !== first && <span>{moment(last)}</span>}
      </span>
    </span>
  )
}
