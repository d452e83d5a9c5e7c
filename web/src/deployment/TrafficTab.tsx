import { Button, Group, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { enc, query } from '../api/client'
import { useGet } from '../api/queries'
import type { Page as List, PredictionSummary, Traffic } from '../api/types'
import LineChart from '../shared/charts/LineChart'
import { Empty, Loaded, Panel } from '../shared/Page'
import { useNow, useWords } from '../shared/use'

const spans = { hour: 3600, day: 86_400, week: 7 * 86_400, month: 30 * 86_400 } as const
type Span = keyof typeof spans
const outcomes = ['ok', 'invalid', 'error', 'shed'] as const

export default function TrafficTab({ name }: { name: string }) {
  const { t, moment } = useWords()
  const [span, setSpan] = useState<Span>('hour')
  // a moment to look back from, where it is not now
  const [until, setUntil] = useState<number | null>(null)
  const now = Math.floor(useNow(15) / 15_000) * 15_000
  const to = until ?? now
  const from = new Date(to - spans[span] * 1000).toISOString()
  const traffic = useGet<Traffic>(`/endpoints/${enc(name)}/traffic${query({ from, to: new Date(to).toISOString(), buckets: 60 })}`)
  return (
    <Stack>
      <Group>
        <SegmentedControl
          aria-label={t('traffic.span')}
          value={span}
          onChange={(v) => setSpan(v as Span)}
          data={Object.keys(spans).map((s) => ({ value: s, label: t(`traffic.${s}`) }))}
        />
        {until !== null && (
          <Text size="sm" className="num">
            {t('traffic.until', { at: moment(new Date(until).toISOString()) })}{' '}
            <Button size="compact-sm" variant="subtle" onClick={() => setUntil(null)}>
              {t('traffic.now')}
            </Button>
          </Text>
        )}
      </Group>
      <Loaded query={traffic}>
        {(d) =>
          d.buckets.every((b) => b.ok + b.invalid + b.error + b.shed === 0) ? (
            <>
              <Empty
                what={t('traffic.empty')}
                how={t('traffic.empty.how')}
                command={`curl -d '{…}' ${window.location.origin}/predict/${name}`}
              />
              {until === null && (
                <Last
                  name={name}
                  show={(at) => {
                    setUntil(at)
                    setSpan('month')
                  }}
                />
              )}
            </>
          ) : (
            <Charts of={d} />
          )
        }
      </Loaded>
    </Stack>
  )
}

/** When the last request came, and the way to look at that time. */
function Last({ name, show }: { name: string; show: (at: number) => void }) {
  const { t, moment } = useWords()
  const newest = useGet<List<PredictionSummary>>(`/endpoints/${enc(name)}/predictions?limit=1`).data?.items[0]
  return newest ? (
    <Group justify="center">
      <Text className="num">{t('traffic.last', { at: moment(newest.at) })}</Text>
      <Button size="xs" variant="default" onClick={() => show(Date.parse(newest.at) + 60_000)}>
        {t('traffic.show')}
      </Button>
    </Group>
  ) : null
}

function Charts({ of }: { of: Traffic }) {
  const { t, count, percent, seconds } = useWords()
  const sum = (k: (typeof outcomes)[number]) => of.buckets.reduce((a, b) => a + b[k], 0)
  const total = outcomes.reduce((a, k) => a + sum(k), 0)
  const counts = useMemo(
    () =>
      outcomes
        .map((k) => ({ name: t(`traffic.of.${k}`), points: of.buckets.map((b): [string, number] => [b.at, b[k]]) }))
        .filter((l, i) => i === 0 || l.points.some((p) => p[1] > 0)),
    [of, t],
  )
  const latency = useMemo(
    () => (['p50', 'p95', 'p99'] as const).map((k) => ({ name: k, points: of.buckets.map((b): [string, number | null] => [b.at, b[k]]) })),
    [of],
  )
  const newest = of.buckets.findLast((b) => b.p95 !== null)
  return (
    <Stack>
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        <Figure name={t('traffic.requests')} value={count(total)} />
        <Figure name={t('traffic.of.invalid')} value={percent(sum('invalid') / total, 2)} />
        <Figure name={t('traffic.of.error')} value={percent((sum('error') + sum('shed')) / total, 2)} />
        <Figure name="p95" value={seconds(newest?.p95)} />
      </SimpleGrid>
      <div className="grid-2">
        <Panel>
          <LineChart title={t('traffic.requests')} x="time" lines={counts} fromZero />
        </Panel>
        <Panel>
          <LineChart title={t('traffic.latency')} x="time" lines={latency} fromZero format={seconds} />
        </Panel>
      </div>
    </Stack>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="panel">
      <Text size="sm" className="soft">
        {name}
      </Text>
      <Text fz="1.5rem" fw={600} className="num">
        {value}
      </Text>
    </div>
  )
}
