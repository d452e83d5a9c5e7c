import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { MonitorColumn } from '../api/types'
import { Facts } from '../shared/Page'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'

type Json = Record<string, unknown>

interface Slice {
  column?: string
  label: string
  rows: number
  share: number
  error: number
  low: number
  high: number
  others: number
  before?: number
}

const list = <T,>(of: unknown): T[] => (Array.isArray(of) ? of.filter((x): x is T => x !== null && typeof x === 'object') : [])

/** What an alert is based on: the window, the columns that explain it, the figures before and now. */
export function Evidence({ of }: { of: Json }) {
  const { t, n, count, percent, moment, interval, column } = useWords()
  const { from, to, rows, columns, statuses, version, measured, now, before, slices, ...rest } = of
  const cells = list<MonitorColumn>(columns)
  const parts = list<Slice>(slices)
  return (
    <>
      <Facts
        across
        items={[
          [t('monitor.window'), from && to ? <span className="num">{`${moment(String(from))} … ${moment(String(to))}`}</span> : null],
          [t('data.rows'), typeof rows === 'number' ? <span className="num">{count(rows)}</span> : null],
          [t('models.version'), typeof version === 'number' ? <span className="num">{version}</span> : null],
          [t('evidence.before'), isFigure(before) && <Figure of={before} />],
          [t('evidence.now'), isFigure(now) && <Figure of={now} />],
          [t('evidence.measured'), isFigure(measured) && <Figure of={measured} />],
          [t('evidence.requests'), counts(statuses, count, t)],
          ...Object.entries(rest)
            .filter(([k]) => k !== 'windows')
            .map(([k, v]): [ReactNode, ReactNode] => [
              t(`evidence.${k}`, { defaultValue: k }),
              typeof v === 'number' ? (
                <span className="num">{n(v)}</span>
              ) : typeof v === 'string' ? (
                v
              ) : v === null ? null : (
                JSON.stringify(v)
              ),
            ]),
        ]}
      />
      {cells.length > 0 && (
        <PlainTable
          rows={cells}
          id={(c) => c.name}
          label={t('monitor.columns')}
          columns={[
            { key: 'n', head: t('data.column'), cell: (c) => <span className="mono">{column(c.name)}</span> },
            { key: 'e', head: t('monitor.effect'), cell: (c) => n(c.effect), num: true },
            { key: 'z', head: t('monitor.noise'), cell: (c) => n(c.noise), num: true },
            { key: 'q', head: 'q', cell: (c) => n(c.q), num: true },
            {
              key: 'm',
              head: t('data.missing'),
              cell: (c) => `${percent(c.referenceMissing)} → ${percent(c.missing)}`,
              num: true,
            },
          ]}
        />
      )}
      <ul style={{ margin: 0, paddingLeft: '1.1rem' }}>
        {cells.flatMap((c) =>
          (c.moved ?? []).map((m) => (
            <li key={c.name + m.label}>
              {t('evidence.moved', { column: column(c.name), part: m.label, now: percent(m.current), then: percent(m.reference) })}
            </li>
          )),
        )}
      </ul>
      {cells.length > 0 && (
        <Text size="sm" className="soft">
          {t('evidence.how')}
        </Text>
      )}
      {parts.length > 0 && (
        <>
          <PlainTable
            rows={parts}
            id={(s) => (s.column ?? '') + s.label}
            label={t('evidence.slices')}
            columns={[
              {
                key: 'p',
                head: t('evidence.slices'),
                cell: (s) => <span className="mono">{s.column ? `${s.column}: ${s.label}` : s.label}</span>,
              },
              { key: 'r', head: t('evidence.answers'), cell: (s) => `${count(s.rows)} (${percent(s.share)})`, num: true },
              {
                key: 'e',
                head: t('evidence.error'),
                cell: (s) => (
                  <>
                    {n(s.error)} <span className="soft">{interval(s.low, s.high)}</span>
                  </>
                ),
                num: true,
              },
              { key: 'o', head: t('evidence.others'), cell: (s) => n(s.others), num: true },
              { key: 'b', head: t('evidence.atfirst'), cell: (s) => n(s.before), num: true },
            ]}
          />
          <Text size="sm" className="soft">
            {t('evidence.slices.how')}
          </Text>
        </>
      )}
    </>
  )
}

const isFigure = (v: unknown) => typeof v === 'number' || (v !== null && typeof v === 'object')

/** A plain number, or a measurement with its interval. */
function Figure({ of }: { of: unknown }) {
  const { n, interval } = useWords()
  if (typeof of === 'number') return <span className="num">{n(of)}</span>
  const m = of as { measure?: string; value?: number; low?: number; high?: number }
  return (
    <span className="num">
      {m.measure ? <span className="mono">{m.measure} </span> : null}
      {n(m.value)} <span className="soft">{interval(m.low, m.high)}</span>
    </span>
  )
}

function counts(of: unknown, count: (v: number) => string, t: (key: string) => string): string | null {
  if (of === null || typeof of !== 'object') return null
  const parts = Object.entries(of as Record<string, number>).filter(([, v]) => v > 0)
  return parts.length === 0 ? null : parts.map(([k, v]) => `${t(`traffic.of.${k}`)} ${count(v)}`).join(' · ')
}
