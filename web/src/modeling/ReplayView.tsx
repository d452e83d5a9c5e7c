import { Text } from '@mantine/core'
import type { Replay } from '../api/types'
import { Facts, Panel } from '../shared/Page'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'

/** What the challenger would have answered to the traffic that was captured. */
export function ReplayView({ replay: r }: { replay: Replay }) {
  const { t, n, count, percent, seconds, said } = useWords()
  const given = (v: number | null | undefined) => v !== null && v !== undefined
  return (
    <Panel title={t('replay.title')}>
      <Text mb="sm">{said(r.sentence)}</Text>
      <Facts
        across
        items={[
          [t('data.rows'), <span className="num">{count(r.rows)}</span>],
          [t('replay.agreement'), given(r.agreement) && <span className="num">{percent(r.agreement)}</span>],
          [t('replay.changed'), given(r.changed) && <span className="num">{percent(r.changed)}</span>],
          [t('replay.shift'), given(r.meanShift) && <span className="num">{n(r.meanShift)}</span>],
          [t('replay.correlation'), given(r.correlation) && <span className="num">{n(r.correlation)}</span>],
          [
            `${t('replay.latency')} p50`,
            r.latency && <span className="num">{`${seconds(r.latency.championP50)} → ${seconds(r.latency.challengerP50)}`}</span>,
          ],
          [
            `${t('replay.latency')} p95`,
            r.latency && <span className="num">{`${seconds(r.latency.championP95)} → ${seconds(r.latency.challengerP95)}`}</span>,
          ],
        ]}
      />
      {r.slices && r.slices.length > 0 && (
        <PlainTable
          rows={r.slices}
          id={(s) => s.slice}
          label={t('eval.slices')}
          columns={[
            { key: 's', head: t('eval.slice'), cell: (s) => <span className="mono">{s.slice}</span> },
            { key: 'r', head: t('data.rows'), cell: (s) => count(s.rows), num: true },
            { key: 'a', head: t('replay.changed'), cell: (s) => percent(s.changed), num: true },
          ]}
        />
      )}
    </Panel>
  )
}
