import type { Replay } from '../api/types'
import { Facts, Panel } from '../shared/Page'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'

/** What the challenger would have answered to the traffic that was captured. */
export function ReplayView({ replay: r }: { replay: Replay }) {
  const { t, count, percent, seconds } = useWords()
  return (
    <Panel title={t('replay.title')}>
      <Facts
        items={[
          [t('data.rows'), <span className="num">{count(r.rows)}</span>],
          [t('replay.agreement'), r.agreement !== null ? <span className="num">{percent(r.agreement)}</span> : null],
          [t('replay.changed'), r.changed !== null ? <span className="num">{count(r.changed)}</span> : null],
          [
            t('replay.latency'),
            r.latencyChampion ? <span className="num">{`${seconds(r.latencyChampion)} → ${seconds(r.latencyChallenger)}`}</span> : null,
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
            { key: 'a', head: t('replay.agreement'), cell: (s) => percent(s.agreement), num: true },
          ]}
        />
      )}
    </Panel>
  )
}
