import { Button, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { enc, query } from '../api/client'
import { useGet } from '../api/queries'
import type { Monitor, MonitorColumn, MonitorHistory, PerformancePoint } from '../api/types'
import { useAct } from '../shared/act'
import LineChart from '../shared/charts/LineChart'
import { Empty, Facts, Failure, Loaded, Panel, To } from '../shared/Page'
import { State } from '../shared/State'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'
import { Distribution } from './DistributionView'
import { DriftMap } from './DriftMap'

export default function MonitorTab({ name }: { name: string }) {
  const { t } = useWords()
  const monitor = useGet<Monitor>(`/endpoints/${enc(name)}/monitor`)
  const act = useAct(['/endpoints', '/alerts', '/projects'])
  const now = (
    <Button
      size="xs"
      variant="default"
      loading={act.isPending}
      onClick={() => act.mutate({ path: `/endpoints/${enc(name)}/monitor/run`, said: t('monitor.ran') })}
    >
      {t('monitor.run')}
    </Button>
  )
  return (
    <Stack>
      {act.error && <Failure error={act.error} />}
      <Loaded query={monitor}>
        {(m) =>
          m.lastWindow === null && m.performance.length === 0 ? (
            <Stack>
              <Empty what={t('monitor.empty')} how={t('monitor.empty.how')} command={`rondo monitor run ${name}`} />
              <Group justify="center">{now}</Group>
            </Stack>
          ) : (
            <Whole name={name} monitor={m} aside={now} />
          )
        }
      </Loaded>
    </Stack>
  )
}

// the answers have no distribution from training, and a time has none that stays
const comparable = (c: MonitorColumn) => (c.state === 'ok' || c.state === 'drift') && c.name !== '(prediction)'

function Whole({ name, monitor: m, aside }: { name: string; monitor: Monitor; aside: React.ReactNode }) {
  const { t, moment, count, seconds, said, percent, column: named } = useWords()
  const [column, setColumn] = useState<string | null>(null)
  const chosen =
    column ??
    m.columns
      .filter(comparable)
      .sort(
        (a, b) =>
          (b.state === 'drift' ? 1 : 0) - (a.state === 'drift' ? 1 : 0) ||
          (b.excess ?? 0) / (b.threshold || 1) - (a.excess ?? 0) / (a.threshold || 1),
      )[0]?.name ??
    null
  const requests = (of: Monitor['requests']) =>
    Object.entries(of)
      .filter(([, v]) => v > 0)
      .map(([k, v]) => `${t(`traffic.of.${k}`)} ${count(v)}`)
      .join(' · ')
  return (
    <Stack>
      {m.alerts.map((a) => (
        <div key={a.id} className="sentence">
          <Group gap="sm" wrap="nowrap" align="flex-start">
            <State of={a.state} />
            <To href={`/alerts/${enc(a.id)}`}>{said(a.sentence)}</To>
          </Group>
        </div>
      ))}
      <Panel
        title={t('monitor.state')}
        aside={
          <Group>
            {aside}
            <State of={m.state} />
          </Group>
        }
      >
        <Facts
          items={[
            [
              t('monitor.window'),
              m.lastWindow ? (
                <span className="num">{`${moment(m.lastWindow.from)} … ${moment(m.lastWindow.to)} · ${t('monitor.rows', { n: count(m.lastWindow.rows) })}`}</span>
              ) : null,
            ],
            [t('models.version'), m.lastWindow ? <span className="num">{m.lastWindow.version}</span> : null],
            [t('monitor.requests'), requests(m.requests)],
            [t('monitor.concept'), m.concept && m.concept.truths > 0 ? <Concept of={m.concept} /> : null],
            [t('traffic.latency'), m.latency?.p95 ? <span className="num">p95 {seconds(m.latency.p95)}</span> : null],
          ]}
        />
      </Panel>
      <Performance points={m.performance} />
      {m.quality.length > 0 && (
        <Panel title={t('monitor.quality')}>
          <PlainTable
            rows={m.quality}
            id={(q) => `${q.code} ${q.column}`}
            label={t('monitor.quality')}
            columns={[
              {
                key: 's',
                head: t('runs.status'),
                cell: (q) => <State of={q.broken ? 'warn' : 'info'} label={t(q.broken ? 'quality.broken' : 'quality.known')} />,
              },
              {
                key: 'n',
                head: t('data.column'),
                cell: (q) => (q.column ? <span className="mono">{named(q.column)}</span> : t('monitor.requests')),
              },
              { key: 't', head: t('data.finding'), cell: (q) => t(`quality.${q.code}`) },
              { key: 'c', head: t('data.rows'), cell: (q) => count(q.count), num: true },
              { key: 'p', head: t('quality.share'), cell: (q) => percent(q.share), num: true },
            ]}
          />
        </Panel>
      )}
      <DriftMap endpoint={name} columns={m.columns} chosen={chosen} pick={setColumn} />
      {chosen && (
        <div className="grid-2">
          <Panel
            title={t('monitor.distribution', { column: named(chosen) })}
            aside={
              <Select
                aria-label={t('data.column')}
                size="xs"
                searchable
                value={chosen}
                onChange={setColumn}
                data={m.columns.filter(comparable).map((c) => c.name)}
                allowDeselect={false}
              />
            }
          >
            <Distribution endpoint={name} column={chosen} />
          </Panel>
          <Panel>
            <EffectOverTime endpoint={name} column={chosen} />
          </Panel>
        </div>
      )}
      <Columns of={m.columns} />
    </Stack>
  )
}

function Performance({ points }: { points: PerformancePoint[] }) {
  const { t, count } = useWords()
  const metrics = [...new Set(points.map((p) => p.metric))]
  if (metrics.length === 0)
    return (
      <Panel title={t('monitor.performance')}>
        <Text className="soft">{t('monitor.nolabels')}</Text>
      </Panel>
    )
  // each window is told once for every metric
  const once = points.filter((p) => p.metric === metrics[0])
  const rows = once.reduce((a, p) => a + p.rows, 0)
  const labelled = once.reduce((a, p) => a + p.labelled, 0)
  return (
    <Panel
      title={t('monitor.performance')}
      aside={
        <Text size="sm" className="soft num">
          {t('monitor.labelled', { labelled: count(labelled), rows: count(rows) })}
        </Text>
      }
    >
      <SimpleGrid cols={{ base: 1, lg: metrics.length > 1 ? 2 : 1 }}>
        {metrics.map((m) => (
          <MetricOverTime key={m} name={m} points={points.filter((p) => p.metric === m)} />
        ))}
      </SimpleGrid>
    </Panel>
  )
}

function MetricOverTime({ name, points }: { name: string; points: PerformancePoint[] }) {
  const { t } = useWords()
  // a window in which the version changed is told once for each: a line of its own for every version
  const lines = useMemo(
    () =>
      // the one that answers now first
      byVersion(points)
        .reverse()
        .map(([version, of]) => ({
          name: t('monitor.version', { version }),
          points: of.map((p): [string, number] => [p.to, p.value]),
          band: of.map((p): [number | null, number | null] => [p.low, p.high]),
        })),
    [points, t],
  )
  return <LineChart title={name} x="time" lines={lines} fromZero={points.every((p) => p.value >= 0)} />
}

function byVersion<T extends { version: number }>(points: T[]): [number, T[]][] {
  return [...new Set(points.map((p) => p.version))].map((v) => [v, points.filter((p) => p.version === v)])
}

function Concept({ of: c }: { of: NonNullable<Monitor['concept']> }) {
  const { t, n, count } = useWords()
  return (
    <span className="num">
      <State of={c.state === 'worse' ? 'attention' : 'ok'} label={t(`monitor.errors.${c.state}`)} />{' '}
      <span className="soft">
        {c.changes > 0 ? `${n(c.before)} → ${n(c.now)} · ` : ''}
        {t('monitor.truths', { n: count(c.truths) })}
      </span>
    </span>
  )
}

function EffectOverTime({ endpoint, column }: { endpoint: string; column: string }) {
  const { t, column: named } = useWords()
  const history = useGet<MonitorHistory>(`/endpoints/${enc(endpoint)}/monitor/history${query({ column })}`)
  const lines = useMemo(() => {
    // where two versions share a window, the one with more rows speaks for it
    const points = [...new Map([...(history.data?.points ?? [])].sort((a, b) => a.rows - b.rows).map((p) => [p.from, p])).values()]
    points.sort((a, b) => a.from.localeCompare(b.from))
    const line = (name: string, of: (p: (typeof points)[number]) => number | null | undefined, dashed = false) => ({
      name,
      points: points.map((p): [string, number | null] => [p.from, of(p) ?? null]),
      dashed,
    })
    return [line(t('monitor.effect'), (p) => p.effect), line(t('monitor.threshold'), (p) => p.threshold, true)]
  }, [history.data, t])
  return (
    <Loaded query={history}>
      {() => <LineChart title={t('monitor.overtime', { column: named(column) })} x="time" lines={lines} fromZero />}
    </Loaded>
  )
}

function Columns({ of }: { of: MonitorColumn[] }) {
  const { t, n, percent, count, column } = useWords()
  return (
    <Panel title={t('monitor.columns')}>
      <PlainTable
        rows={of}
        id={(c) => c.name}
        label={t('monitor.columns')}
        few={100}
        columns={[
          { key: 'n', head: t('data.column'), cell: (c) => <span className="mono">{column(c.name)}</span> },
          {
            key: 's',
            head: t('runs.status'),
            cell: (c) => <State of={c.state} label={t(`columnstate.${c.state}`, { defaultValue: c.state })} />,
          },
          { key: 'e', head: t('monitor.effect'), cell: (c) => n(c.effect), num: true },
          { key: 'z', head: t('monitor.noise'), cell: (c) => n(c.noise), num: true },
          { key: 'h', head: t('monitor.threshold'), cell: (c) => n(c.threshold), num: true },
          { key: 'q', head: 'q', cell: (c) => n(c.q), num: true },
          { key: 'p', head: t('monitor.persisted'), cell: (c) => count(c.persisted), num: true },
          {
            key: 'm',
            head: t('data.missing'),
            cell: (c) => `${percent(c.referenceMissing)} → ${percent(c.missing)}`,
            num: true,
          },
          { key: 'i', head: t('monitor.importance'), cell: (c) => percent(c.importance), num: true },
        ]}
      />
    </Panel>
  )
}
