import type { GateLine } from '../api/types'
import { Interval } from '../shared/charts/Interval'
import { State } from '../shared/State'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'

/** What the gate said of each requirement. */
export function GateTable({ lines }: { lines: GateLine[] }) {
  const { t, said, measured, interval } = useWords()
  return (
    <PlainTable
      rows={lines}
      id={(l, i) => l.text + i}
      label={t('models.gate')}
      columns={[
        {
          key: 'r',
          head: t('charter.requirement'),
          text: true,
          cell: (l) => (
            <div>
              <span className="mono">{l.text}</span>
              <div className="soft" style={{ fontSize: '0.8rem' }}>
                {said(l.sentence)}
              </div>
            </div>
          ),
        },
        { key: 'v', head: t('charter.value'), cell: (l) => measured(l.value, l.unit), num: true },
        {
          key: 'i',
          head: t('charter.interval'),
          cell: (l) => (
            <div>
              <Interval value={l.value} low={l.low} high={l.high} bound={l.boundValue} label={`${l.text}: ${measured(l.value, l.unit)}`} />
              <span className="soft num" style={{ fontSize: '0.78rem' }}>
                {interval(l.low, l.high, l.unit)}
              </span>
            </div>
          ),
        },
        { key: 'o', head: t('charter.judgement'), cell: (l) => <State of={l.outcome} /> },
      ]}
    />
  )
}
